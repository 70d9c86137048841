/*
  Loaded into server and sandbox with --import. Their standard input is a pipe that only the supervisor holds: when it
  closes, the supervisor was killed with no chance to tell them, and they stop as if it had.
*/
import { sleep } from '../setup/clock.js';

const LONGEST_GOODBYE_MS = 15_000;

async function stop() {
  process.kill(process.pid, 'SIGTERM');
  await sleep(LONGEST_GOODBYE_MS);
  process.kill(process.pid, 'SIGKILL');
}

process.stdin.once('close', () => void stop());
process.stdin.once('error', () => undefined);
process.stdin.resume();
// Being listened to must not keep a process alive that has nothing else to do.
if ('unref' in process.stdin && typeof process.stdin.unref === 'function') process.stdin.unref();
