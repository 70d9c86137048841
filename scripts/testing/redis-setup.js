import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../setup/clock.js';
import { find } from '../setup/command.js';

/** @param {string} path */
const answers = (path) =>
  new Promise((/** @type {(yes: boolean) => void} */ resolve) => {
    const socket = createConnection(path, () => socket.write('PING\r\n'));
    socket.once('data', () => socket.destroy());
    socket.once('data', () => resolve(true));
    socket.once('error', () => resolve(false));
  });

/**
 * A Redis of the tests' own, on a unix socket, told to them as TEST_REDIS_URL. It keeps nothing: tests about what
 * survives start their own. Each test takes a key prefix, so one server is enough for all.
 */
export async function setup() {
  if (process.env.TEST_REDIS_URL) return undefined;
  const program = find('redis-server') ?? find('valkey-server');
  if (!program) throw new Error('These tests need redis-server: apt-get install redis-server, or set TEST_REDIS_URL.');
  const folder = mkdtempSync(join(tmpdir(), 'twohours-test-redis-'));
  const socket = join(folder, 'redis.sock');
  const child = spawn(
    program,
    ['--port', '0', '--unixsocket', socket, '--dir', folder, '--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'],
    { stdio: 'ignore' },
  );
  const gone = once(child, 'exit');
  if (!(await until(() => answers(socket), { withinMs: 10_000, everyMs: 20 }))) {
    child.kill('SIGKILL');
    throw new Error(`${program} does not answer on ${socket}.`);
  }
  process.env.TEST_REDIS_URL = `unix://${socket}`;
  return async () => {
    delete process.env.TEST_REDIS_URL;
    child.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
}
