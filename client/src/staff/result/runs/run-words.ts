import type { Outcome, RunTest } from '@twohours/wire/job';
import type { RunEnding } from '@twohours/wire/job-ending';
import type { RunView } from '@twohours/wire/run';
import { bytesText, countText, lengthText } from '../../../ui/format.ts';
import type { MarkKind } from '../../../ui/Mark.tsx';

export interface Told {
  kind: MarkKind;
  word: string;
}

/** How a run went, for someone who reads it later. */
export function runTold(state: RunView['state']): Told {
  switch (state.phase) {
    case 'queued':
      return { kind: 'running', word: 'Going on' };
    case 'abandoned':
      return { kind: 'fault', word: 'Not run: our fault' };
    case 'ended':
      return endingTold(state.ending);
  }
}

function endingTold(ending: RunEnding): Told {
  switch (ending.kind) {
    case 'refused':
      return { kind: 'failed', word: 'Against the source policy' };
    case 'not-compiled':
      return { kind: 'failed', word: 'Did not compile' };
    case 'cancelled':
      return { kind: 'skipped', word: 'Cancelled' };
    case 'ran':
      return outcomeTold(ending.outcome, ending.tests);
  }
}

function outcomeTold(outcome: Outcome, tests: readonly RunTest[]): Told {
  switch (outcome.kind) {
    case 'exited':
      return testsTold(outcome.exitCode, tests);
    case 'timed-out':
      return { kind: 'timed-out', word: `Stopped after ${lengthText(outcome.wallMs)}` };
    case 'out-of-memory':
      return { kind: 'crashed', word: `Used more than ${bytesText(outcome.memoryBytes)} of memory` };
    case 'too-much-output':
      return { kind: 'crashed', word: `Printed more than ${bytesText(outcome.outputBytes)}` };
    case 'too-many-processes':
      return { kind: 'crashed', word: `Started more than ${countText(outcome.processes, 'process', 'processes')}` };
    case 'cancelled':
      return { kind: 'skipped', word: 'Cancelled' };
    case 'faulted':
      return { kind: 'fault', word: 'Not run to its end: our fault' };
  }
}

/** A subtest is told by its parent: `TestX/one` is no test of its own here. */
export const topLevel = (tests: readonly RunTest[]): RunTest[] => tests.filter(({ name }) => !name.includes('/'));

function testsTold(exitCode: number, tests: readonly RunTest[]): Told {
  const own = topLevel(tests);
  const passed = own.filter(({ status }) => status === 'passed').length;
  if (own.length === 0)
    return exitCode === 0 ? { kind: 'passed', word: 'Ended well, with no tests' } : { kind: 'failed', word: `Ended with code ${exitCode}` };
  const all = `${passed} of ${own.length} passed`;
  if (own.some(({ status }) => status === 'raced')) return { kind: 'raced', word: `${all}, with a data race` };
  return { kind: exitCode === 0 ? 'passed' : 'failed', word: all };
}
