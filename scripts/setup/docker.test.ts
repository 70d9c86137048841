import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startEngine } from './docker.js';
import { engineState, removeLabelled } from './engine.js';

const machine = { distribution: 'debian', codename: 'bookworm', canInstall: true, hasSystemd: false, platform: 'linux' } as const;

/** A machine whose dockerd is this script: it never touches the real one. */
function engine(script: string) {
  const folder = mkdtempSync(join(tmpdir(), 'twohours-engine-'));
  const program = join(folder, 'dockerd');
  writeFileSync(
    program,
    `#!${process.execPath}\nrequire('fs').appendFileSync(${JSON.stringify(join(folder, 'started'))}, process.pid + '\\n');\n${script}`,
  );
  chmodSync(program, 0o755);
  vi.stubEnv('PATH', `${folder}:${process.env.PATH ?? ''}`);
  const started = () => (existsSync(join(folder, 'started')) ? readFileSync(join(folder, 'started'), 'utf8').trim().split('\n').map(Number) : []);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    for (const pid of started()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended.
      }
    }
    rmSync(folder, { recursive: true });
  });
  const socket = join(folder, 'docker.sock');
  const start = () => startEngine(machine, `unix://${socket}`, { log: join(folder, 'log'), pidFile: join(folder, 'pid') });
  return { start, started, address: `unix://${socket}`, folder };
}

const serves = `require('http').createServer((request, response) => {
  if (request.url === '/_ping') return response.end('OK');
  if (request.method === 'GET' && request.url.startsWith('/containers/json')) return response.end('[{"Id":"one"},{"Id":"two"}]');
  if (request.method === 'GET') return response.end('{"Volumes":null}');
  require('fs').appendFileSync(__dirname + '/removed', request.url + '\\n');
  response.end();
}).listen(__dirname + '/docker.sock')`;

test('[S4] starts an engine where none answers, and no second one', async () => {
  const { start, started, address } = engine(serves);
  expect(await engineState(address)).toBe('silent');
  expect(await start()).toBeUndefined();
  expect(await engineState(address)).toBe('answers');
  expect(await start()).toBeUndefined();
  expect(started()).toHaveLength(1);
});

test('[S4] says why an engine does not come up', async () => {
  const { start } = engine('console.error("no iptables here"); process.exit(1)');
  expect(await start()).toMatch(/does not come up here[^]*no iptables here/);
});

test('[S4] waits for one that is coming up instead of starting a second', async () => {
  const { start, started, folder } = engine(serves);
  writeFileSync(join(folder, 'pid'), String(process.pid));
  const starting = start();
  spawn(join(folder, 'dockerd'), { stdio: 'ignore' });
  expect(await starting).toBeUndefined();
  expect(started()).toHaveLength(1);
});

test('[S16] removes every container that carries our label', async () => {
  const { start, address, folder } = engine(serves);
  await start();
  expect(await removeLabelled(address, 'twohours.instance=x')).toBe(2);
  const removed = readFileSync(join(folder, 'removed'), 'utf8').trim().split('\n').toSorted();
  expect(removed).toEqual(['/containers/one?force=1&v=1', '/containers/two?force=1&v=1']);
});
