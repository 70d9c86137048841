import type { Outcome } from '@twohours/wire/job';
import type { RunEnding } from '@twohours/wire/job-ending';
import type { RunView } from '@twohours/wire/run';
import { bytesText, countText, lengthText } from '../ui/format.ts';
import type { MarkKind } from '../ui/Mark.tsx';

/** How a run ended, and what to do next: the one table of sentences about it. */
export interface RunSentence {
  readonly mark: MarkKind;
  readonly what: string;
  readonly next: string;
}

type Ran = Extract<RunEnding, { kind: 'ran' }>;
type Count = { failed: number; raced: number; passed: number; skipped: number; unfinished: number; total: number };

const OUTCOMES: { readonly [K in Outcome['kind']]: (outcome: Extract<Outcome, { kind: K }>, ran: Ran) => RunSentence } = {
  exited: (outcome, ran) => exitedSentence(outcome.exitCode, ran),
  'timed-out': ({ wallMs }, ran) => ({
    mark: 'timed-out',
    what: `Stopped after ${lengthText(wallMs)}, the time that one run has.`,
    next: `${stillRunning(ran)} Look for a loop without an end, or for something that waits for what never comes.`,
  }),
  'out-of-memory': ({ memoryBytes }, ran) => ({
    mark: 'crashed',
    what: `Stopped: it needed more than ${bytesText(memoryBytes)} of memory.`,
    next: `${stillRunning(ran)} Look for a slice or a map that only grows, or for goroutines that pile up.`,
  }),
  'too-much-output': ({ outputBytes }) => ({
    mark: 'crashed',
    what: `Stopped: it printed more than ${bytesText(outputBytes)}.`,
    next: 'Take out what prints inside a loop; the beginning and the end of what was printed are kept.',
  }),
  'too-many-processes': ({ processes }) => ({
    mark: 'crashed',
    what: `Stopped: it started more than ${processes} processes or threads.`,
    next: 'Limit how many calls that block run at the same time.',
  }),
  cancelled: () => ({ mark: 'skipped', what: 'You cancelled this run.', next: 'Run again whenever you like.' }),
  faulted: () => OUR_FAULT,
};

const OUR_FAULT: RunSentence = {
  mark: 'fault',
  what: 'This run failed through our fault, not through your code.',
  next: 'We tried several times. Your work is saved; run again, and if it happens once more, tell the contact on the help page.',
};

const ENDINGS: { readonly [K in RunEnding['kind']]: (ending: Extract<RunEnding, { kind: K }>) => RunSentence } = {
  refused: ({ diagnostics }) => ({
    mark: 'failed',
    what: `Not run: ${countText(diagnostics.length, 'thing')} in the code ${diagnostics.length === 1 ? 'is' : 'are'} outside the rules of this exercise.`,
    next: 'Problems names each line and its rule. The same check decides after you submit, so mend it now.',
  }),
  'not-compiled': ({ diagnostics }) => ({
    mark: 'failed',
    what: 'The code does not compile yet.',
    next: firstPlace(diagnostics) ?? 'Problems says why.',
  }),
  ran: (ran) => sentenceOf(ran.outcome, ran),
  cancelled: () => ({ mark: 'skipped', what: 'You cancelled this run.', next: 'Nothing of your code was run.' }),
};

function sentenceOf<K extends Outcome['kind']>(outcome: Extract<Outcome, { kind: K }>, ran: Ran): RunSentence {
  const say = OUTCOMES[outcome.kind] as (outcome: Extract<Outcome, { kind: K }>, ran: Ran) => RunSentence;
  return say(outcome, ran);
}

function endingSentence<K extends RunEnding['kind']>(ending: Extract<RunEnding, { kind: K }>): RunSentence {
  const say = ENDINGS[ending.kind] as (ending: Extract<RunEnding, { kind: K }>) => RunSentence;
  return say(ending);
}

export function runSentence(state: Exclude<RunView['state'], { phase: 'queued' }>): RunSentence {
  return state.phase === 'abandoned' ? OUR_FAULT : endingSentence(state.ending);
}

function exitedSentence(exitCode: number, ran: Ran): RunSentence {
  const { failed, raced, passed, skipped, unfinished, total } = count(ran);
  const vet = ran.diagnostics.filter((diagnostic) => diagnostic.tool === 'vet').length;
  if (raced > 0) {
    return {
      mark: 'raced',
      what: `The race detector found unguarded access during ${countText(raced, 'test')}${failed > 0 ? `, and ${countText(failed, 'test')} failed` : ''}.`,
      next: 'Problems links both places of each race. A race fails the hidden tests too.',
    };
  }
  if (failed > 0)
    return { mark: 'failed', what: `${failed} of ${countText(total, 'test')} failed.`, next: 'Choose a failed test to see what it printed.' };
  if (unfinished > 0 || (exitCode !== 0 && total > 0)) {
    return {
      mark: 'crashed',
      what: `The program ended before all tests were done (exit code ${exitCode}).`,
      next: 'Look for a panic, os.Exit or log.Fatal at the end of the output.',
    };
  }
  if (total === 0) {
    if (exitCode !== 0)
      return { mark: 'crashed', what: `The program ended with exit code ${exitCode}, before any test began.`, next: 'Its output says why.' };
    return {
      mark: 'skipped',
      what: 'It ran, and there was no test to run.',
      next: 'A test is a function TestSomething in a file whose name ends in _test.go.',
    };
  }
  const and = vet > 0 ? ` go vet has ${countText(vet, 'remark')}; Problems shows ${vet === 1 ? 'it' : 'them'}.` : '';
  return {
    mark: 'passed',
    what: skipped > 0 ? `${passed} of ${countText(total, 'test')} passed, ${skipped} skipped.` : `All ${countText(total, 'test')} passed.`,
    next: `After you submit, more tests run: the statement says what they check.${and}`,
  };
}

/** Subtests are counted with the test they belong to. */
function count(ran: Ran): Count {
  const tests = ran.tests.filter((test) => !test.name.includes('/'));
  const of = (status: string) => tests.filter((test) => test.status === status).length;
  const unfinished = of('unfinished') + of('running');
  return { failed: of('failed'), raced: of('raced'), passed: of('passed'), skipped: of('skipped'), unfinished, total: tests.length };
}

function stillRunning(ran: Ran): string {
  const test = ran.tests.findLast((one) => one.status === 'unfinished' || one.status === 'running');
  return test ? `${test.name} was still running.` : 'No test was running at that moment.';
}

function firstPlace(diagnostics: readonly { path?: string | undefined; line?: number | undefined }[]): string | undefined {
  const placed = diagnostics.find((diagnostic) => diagnostic.path !== undefined);
  if (!placed) return undefined;
  return `Begin with ${placed.path}${placed.line === undefined ? '' : `, line ${placed.line}`}: what follows is often caused by it.`;
}
