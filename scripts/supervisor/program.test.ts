import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '../setup/clock.js';
import { keep, nextWait } from './program.js';
import { askOther, takePlace } from './single.js';

const withinMs = 10_000;

function start(script: string) {
  const lines: string[] = [];
  const said: string[] = [];
  const log = new Writable({ write: (_chunk, _encoding, done) => done() });
  const kept = keep({
    name: 'it',
    command: process.execPath,
    args: ['-e', script],
    env: process.env,
    log,
    hear: (line) => lines.push(line),
    say: (sentence) => said.push(sentence),
    died: () => undefined,
    changed: () => undefined,
  });
  onTestFinished(() => kept.kill());
  return { kept, lines, said };
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('[S11] waits twice as long each time, up to half a minute, and starts over after a healthy life', () => {
  expect([0, 500, 1_000, 20_000, 30_000].map((waited) => nextWait(waited, 0))).toEqual([500, 1_000, 2_000, 30_000, 30_000]);
  expect(nextWait(30_000, 60_000)).toBe(500);
});

test('[S11] starts a program again that dies, and says so', async () => {
  const { kept, lines, said } = start('console.log("up"); setTimeout(() => process.exit(3), 20)');
  expect(await until(async () => lines.length >= 2, { withinMs })).toBe(true);
  expect(said[0]).toBe('it ended (code 3) and is started again in 0.5 s.');
  await kept.stop(1_000);
});

test('[S12] asks a program to stop and does not start it again', async () => {
  const { kept, lines, said } = start(
    'process.on("SIGTERM", () => { console.log("bye"); process.exit(0) }); console.log("up"); setInterval(() => 0, 1e6)',
  );
  await until(async () => lines.includes('up'), { withinMs });
  await kept.stop(5_000);
  expect(lines).toEqual(['up', 'bye']);
  expect(said).toEqual([]);
  expect(kept.pid()).toBeUndefined();
});

test('[S12] kills a program that does not listen, with what it started', async () => {
  const { kept, lines, said } = start(
    'process.on("SIGTERM", () => 0); const child = require("child_process").spawn("sleep", ["600"]); console.log(child.pid); setInterval(() => 0, 1e6)',
  );
  await until(async () => lines.length > 0, { withinMs });
  await kept.stop(200);
  expect(said).toEqual(['it did not stop within 0.2 s and was killed.']);
  expect(await until(async () => !isAlive(Number(lines[0])), { withinMs })).toBe(true);
});

test('[S13] a program stops when its supervisor is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'twohours-follow-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const pidFile = join(folder, 'pid');
  const follow = new URL('follow-parent.js', import.meta.url).href;
  const program = `require('fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); setInterval(() => 0, 1e6)`;
  const supervisor = `require('child_process').spawn(process.execPath, ['--import', ${JSON.stringify(follow)}, '-e', ${JSON.stringify(program)}], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] }); setInterval(() => 0, 1e6)`;
  writeFileSync(pidFile, '');
  const child = spawn(process.execPath, ['-e', supervisor], { stdio: 'ignore' });
  expect(await until(async () => readFileSync(pidFile, 'utf8') !== '', { withinMs })).toBe(true);
  const pid = Number(readFileSync(pidFile, 'utf8'));
  onTestFinished(() => void (isAlive(pid) && process.kill(pid, 'SIGKILL')));
  expect(isAlive(pid)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await until(async () => !isAlive(pid), { withinMs })).toBe(true);
});

test('[S10] whoever comes second is told where the first is, and a place that nobody holds is free', async () => {
  const runtime = mkdtempSync(join(tmpdir(), 'twohours-single-'));
  onTestFinished(() => rmSync(runtime, { recursive: true }));
  expect(await askOther(runtime)).toBeUndefined();
  const leave = await takePlace(runtime, () => 'at home');
  expect(await askOther(runtime)).toBe('at home');
  leave();
  expect(await askOther(runtime)).toBeUndefined();
  writeFileSync(join(runtime, 'supervisor.sock'), '');
  (await takePlace(runtime, () => 'again'))();
});
