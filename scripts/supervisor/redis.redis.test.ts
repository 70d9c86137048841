import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { sleep, until } from '../setup/clock.js';
import { find } from '../setup/command.js';
import { ownRedis } from './redis.js';

const withinMs = 15_000;

function place() {
  const runtime = mkdtempSync(join(tmpdir(), 'th-redis-'));
  onTestFinished(() => rmSync(runtime, { recursive: true, force: true }));
  const said: string[] = [];
  const program = find('redis-server') ?? '';
  return { options: { program, folder: join(runtime, 'data'), runtime, say: (sentence: string) => said.push(sentence) }, said };
}

const ask = (url: string, command: string) =>
  new Promise<string>((resolve, reject) => {
    const socket = createConnection(url.slice('unix://'.length), () => socket.write(`${command}\r\n`));
    socket.once('data', (data) => resolve(String(data).trim()));
    socket.once('data', () => socket.destroy());
    socket.once('error', reject);
  });

const pidOf = async (url: string) => Number(/process_id:(\d+)/.exec(await ask(url, 'INFO server'))?.[1]);

test('[S14] keeps an acknowledged write through its own death and says that it died', async () => {
  const { options, said } = place();
  const redis = await ownRedis(options);
  onTestFinished(() => redis.stop());
  expect(await ask(redis.url, 'SET kept 1')).toBe('+OK');
  const first = await pidOf(redis.url);
  process.kill(first, 'SIGKILL');
  const back = () =>
    ask(redis.url, 'GET kept').then(
      (answer) => answer.startsWith('$1'),
      () => false,
    );
  expect(await until(back, { withinMs })).toBe(true);
  expect(await pidOf(redis.url)).not.toBe(first);
  expect(said).toEqual(['Redis ended and is started again in 0.5 s.']);
});

test('[S14] takes over the one that is there, even while it is stalled, and leaves none after a stop', async () => {
  const { options } = place();
  const killed = await ownRedis(options);
  const pid = await pidOf(killed.url);
  process.kill(pid, 'SIGSTOP');
  const taking = ownRedis(options);
  // Longer than a question to Redis waits for its answer.
  await sleep(2_500);
  process.kill(pid, 'SIGCONT');
  const redis = await taking;
  expect(redis.isAdopted).toBe(true);
  expect(await pidOf(redis.url)).toBe(pid);
  await Promise.all([redis.stop(), killed.stop()]);
  expect(existsSync(join(options.runtime, 'redis.sock'))).toBe(false);
  expect(() => execFileSync('kill', ['-0', String(pid)], { stdio: 'ignore' })).toThrow();
});
