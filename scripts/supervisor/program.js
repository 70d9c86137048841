import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { now, sleep } from '../setup/clock.js';
import { follow } from './output.js';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** Whoever lived this long was not broken from the start. */
const HEALTHY_MS = 60_000;

/**
 * How long to wait before the next start.
 * @param {number} waitedMs before the last one
 * @param {number} livedMs
 */
export const nextWait = (waitedMs, livedMs) =>
  livedMs >= HEALTHY_MS ? FIRST_WAIT_MS : Math.min(LONGEST_WAIT_MS, Math.max(FIRST_WAIT_MS, waitedMs * 2));

/**
 * @typedef {object} Program
 * @property {string} name
 * @property {string} command
 * @property {readonly string[]} args
 * @property {NodeJS.ProcessEnv} env
 * @property {import('node:stream').Writable} log
 * @property {(line: string) => void} hear each line that it writes
 * @property {(sentence: string) => void} say
 * @property {() => void} died without being told to
 * @property {() => void} changed it has another process id now, or none
 *
 * @typedef {object} Kept
 * @property {() => number | undefined} pid
 * @property {() => number} deaths how often it ended without being told to
 * @property {(graceMs: number) => Promise<void>} stop SIGTERM, and SIGKILL to its whole group when the grace is over
 * @property {() => void} kill
 */

/**
 * Keeps a program running until it is told to stop. It has a process group of its own, so that Ctrl-C in the terminal
 * reaches the supervisor alone, which then stops everything in order.
 * @param {Program} program
 * @returns {Kept}
 */
export function keep(program) {
  const stopping = new AbortController();
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child;
  let deaths = 0;

  const live = async () => {
    for (let waitMs = 0; !stopping.signal.aborted;) {
      const start = now();
      child = spawn(program.command, program.args, { env: program.env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
      program.changed();
      for (const stream of [child.stdout, child.stderr]) if (stream) follow(stream, program.log, program.hear);
      const how = await Promise.race([once(child, 'exit').then(([code, signal]) => (signal ? String(signal) : `code ${code}`)), failure(child)]);
      killGroup(child.pid);
      child = undefined;
      program.changed();
      if (stopping.signal.aborted) return;
      deaths += 1;
      program.died();
      waitMs = nextWait(waitMs, now() - start);
      program.say(`${program.name} ended (${how}) and is started again in ${waitMs / 1_000} s.`);
      await sleep(waitMs, stopping.signal);
    }
  };
  const over = live();

  return {
    pid: () => child?.pid,
    deaths: () => deaths,
    kill: () => {
      stopping.abort();
      killGroup(child?.pid);
    },
    stop: async (graceMs) => {
      stopping.abort();
      child?.kill('SIGTERM');
      const patience = new AbortController();
      await Promise.race([over, sleep(graceMs, patience.signal)]);
      patience.abort();
      if (child) program.say(`${program.name} did not stop within ${graceMs / 1_000} s and was killed.`);
      killGroup(child?.pid);
      await over;
    },
  };
}

/** @param {import('node:child_process').ChildProcess} child */
async function failure(child) {
  const [error] = await once(child, 'error');
  return error instanceof Error ? error.message : String(error);
}

/**
 * Also what it has started and left behind.
 * @param {number | undefined} pid
 */
function killGroup(pid) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole group has ended already.
  }
}
