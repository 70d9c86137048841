import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../setup/clock.js';
import { run } from '../setup/command.js';
import { ROOT } from '../setup/paths.js';

/** Longer than they take to say goodbye once they notice that their supervisor is gone. */
const PATIENCE_MS = 18_000;

/** @param {string} runtime */
const record = (runtime) => join(runtime, 'processes.json');

/**
 * @param {string} runtime
 * @param {readonly (number | undefined)[]} pids
 */
export function remember(runtime, pids) {
  writeFileSync(record(runtime), JSON.stringify(pids.filter((pid) => pid !== undefined)));
}

/**
 * Waits for the processes of a supervisor that was killed, and kills what does not go by itself.
 * @param {string} runtime
 * @returns {Promise<number>} how many there were
 */
export async function awaitLeftovers(runtime) {
  const left = await alive(remembered(runtime));
  if (left.length === 0) return 0;
  if (!(await until(async () => (await alive(left)).length === 0, { withinMs: PATIENCE_MS, everyMs: 100 }))) {
    for (const pid of await alive(left)) process.kill(-pid, 'SIGKILL');
  }
  rmSync(record(runtime), { force: true });
  return left.length;
}

/**
 * @param {string} runtime
 * @returns {number[]}
 */
function remembered(runtime) {
  try {
    return JSON.parse(readFileSync(record(runtime), 'utf8'));
  } catch {
    return [];
  }
}

/** @param {readonly number[]} pids */
async function alive(pids) {
  const mine = [];
  // A number may have been given to another program since.
  for (const pid of pids) if ((await commandLine(pid)).includes(ROOT)) mine.push(pid);
  return mine;
}

/** @param {number} pid */
async function commandLine(pid) {
  if (process.platform !== 'linux') return (await run('ps', ['-o', 'command=', '-p', String(pid)])).stdout;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
