import type { Limits } from '@twohours/wire/exercise';
import type { Outcome } from '@twohours/wire/job';
import { Fault } from './fault.ts';
import type { StageEnd } from './run-stage.ts';

/** How close to its own limit a test program must have ended for it to have been the limit. */
const LIMIT_SLACK_MS = 50;

/**
 * How the programs of one run container ended, in the order of precedence where several hold: too much output, out of
 * memory, too many processes, timed out, exited. `testTimeoutMs` is what the test programs were told.
 *
 * Throws a Fault where process 1 left no word and nothing of the candidate's explains it.
 */
export function outcomeOf(end: StageEnd, limits: Limits, programs: number, testTimeoutMs: number): Outcome {
  if (end.how === 'cancelled') return { kind: 'cancelled' };
  if (end.how === 'too-much-output') return { kind: 'too-much-output', outputBytes: limits.outputBytes };
  if (end.isOutOfMemory || end.reports.some((report) => report.outOfMemory > 0)) return { kind: 'out-of-memory', memoryBytes: limits.memoryBytes };
  if (end.reports.some((report) => report.outOfProcesses > 0)) return { kind: 'too-many-processes', processes: limits.processes };
  const ranOut = end.reports.some((report) => report.code !== 0 && report.wallMs >= testTimeoutMs - LIMIT_SLACK_MS);
  if (end.how === 'timed-out' || ranOut) return { kind: 'timed-out', wallMs: limits.wallMs };
  if (end.reports.length < programs) throw new Fault(`the run container ended with ${end.exitCode ?? '?'} and no word of process 1`);
  const failed = end.reports.find((report) => report.error !== undefined);
  if (failed?.error !== undefined) throw new Fault(`process 1 could not start a program: ${failed.error}`);
  return { kind: 'exited', exitCode: end.reports.find((report) => report.code !== 0)?.code ?? 0 };
}
