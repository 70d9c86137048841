import type { TestVerdict, VerdictStatus } from '@twohours/wire/job';
import type { Record } from './records.ts';

/** What one container of a grading left behind. */
export interface Story {
  readonly records: readonly Record[];
  /** Why the record stream cannot be believed. */
  readonly bad: string | undefined;
  readonly how: 'exited' | 'timed-out' | 'too-much-output';
  /** What the test program ended with, as process 1 saw it, or was process 1 itself; undefined where it did not end by itself. */
  readonly exitCode: number | undefined;
  /** No code of the candidate's was in the process that ran the tests. */
  readonly isAlone: boolean;
  readonly isOutOfMemory: boolean;
  readonly isOutOfProcesses: boolean;
  /** Tests in whose output a report of the race detector stands; '' for what was printed before the first. */
  readonly raceReports: ReadonlySet<string>;
}

export interface Chapter {
  /** Decided in this container. */
  readonly verdicts: ReadonlyMap<string, Pick<TestVerdict, 'status' | 'elapsedMs'>>;
  /** Not decided: for a fresh container, in the given order. */
  readonly remaining: readonly string[];
  /** Sentences for whoever reads the output of a test, whatever its verdict. */
  readonly notes: ReadonlyMap<string, readonly string[]>;
  /** A sentence for whoever reads the output of the test that the end was charged to. */
  readonly charged?: { readonly test: string; readonly note: string };
}

export type Reading = Chapter | { readonly tampered: string } | { readonly fault: string };

/** What the guard ends with when it cannot begin, or cannot speak; image/go/guard. */
const GUARD_GAVE_UP = 3;

export const NOTES = {
  'too-much-output': 'It printed more than the exercise allows, and was stopped.',
  'out-of-memory': 'It needed more memory than the exercise allows, and was stopped.',
  'too-many-processes': 'It started more threads or processes than the exercise allows.',
  'timed-out': 'It did not end in its time.',
  crashed: 'The program ended while this test was running, or right after it.',
  'init-crashed': 'The program ended before any test began.',
} as const;

/**
 * What a container's records say about the tests it was asked for. Pure: this is where a claim becomes a verdict.
 *
 * - A record that the guard did not sign, a gap, or a success that it did not announce: tampered, as a whole.
 * - A signed end counts, unless a race was reported after it, or the program crashed right after it, be it after its signed
 *   exit: every end is signed by then, and whoever crashes there gains nothing.
 * - A program that ended without its exit record costs one test: the one that was running, else the last that ended,
 *   else, when it never got so far, the first that it was asked for. What remains is for a fresh container.
 * - A race that was reported is one, whatever the guard says: the detector writes its report before the racing access is made,
 *   and with that access a program can take the guard over.
 * - After a race the guard asks for a fresh container too: what the race detector has reported it does not report again;
 *   and after a bubble that was left with goroutines in it.
 * - Of a process exercise the tests' own process is told apart from the programs that it started. When those ran out of
 *   memory or processes, the test says what came of it, and a sentence beside it says what happened: a program that lives
 *   through the loss of a process may pass. When the tests' own process ended of it, it is a crash like any other.
 */
export function read(story: Story, asked: readonly string[]): Reading {
  if (story.bad !== undefined) return { tampered: story.bad };
  // Its first record is written before any of the candidate's code runs, so what stops it earlier is ours.
  if (story.exitCode === GUARD_GAVE_UP && story.records.length === 0) return { fault: 'the guard of the hidden tests could not begin' };
  const verdicts = new Map<string, Pick<TestVerdict, 'status' | 'elapsedMs'>>();
  const notes = notesOf(story.records);
  let running: string | undefined;
  let last: string | undefined;
  let timedOut: string | undefined;
  let exit: number | undefined;
  let asksForAnother = false;
  for (const record of story.records) {
    switch (record.kind) {
      case 'ready':
        break;
      case 'start':
        running = record.test;
        break;
      case 'end':
        verdicts.set(record.test, { status: record.status, elapsedMs: record.elapsedMs });
        [running, last] = [undefined, record.test];
        break;
      case 'raced-late':
        override(verdicts, record.test, 'raced');
        break;
      case 'fresh':
        asksForAnother = true;
        break;
      case 'timeout':
        if (record.test === running) timedOut = running;
        break;
      case 'exit':
        exit = record.code;
    }
  }
  for (const [test, { status }] of verdicts)
    if (status === 'passed' && (story.raceReports.has(test) || story.raceReports.has(''))) override(verdicts, test, 'raced');
  const left = () => asked.filter((test) => !verdicts.has(test));
  if (story.exitCode === 0 && exit !== 0) {
    if (story.isAlone) return { fault: 'the hidden tests ended with exit 0 and without a word' };
    return { tampered: `the process ended with exit 0, and the guard announced ${exit ?? 'nothing'}` };
  }
  if (exit !== undefined) {
    for (const test of left()) verdicts.set(test, { status: 'not-reached', elapsedMs: 0 });
    const hasCrashed = story.exitCode !== undefined && story.exitCode !== exit;
    if (!hasCrashed || last === undefined) return { verdicts, notes, remaining: [] };
    override(verdicts, last, 'crashed');
    return { verdicts, notes, remaining: [], charged: { test: last, note: NOTES.crashed } };
  }
  if (asksForAnother) return { verdicts, notes, remaining: left() };
  // The container's time was up, not the test's own: it gets a container where it comes first.
  if (story.how === 'timed-out' && timedOut === undefined && last !== undefined) return { verdicts, notes, remaining: left() };
  const why = reason(story, timedOut);
  if (why === undefined) return { fault: 'the test program did not end by itself, and nothing says why' };
  const test = running ?? last ?? asked[0];
  if (test === undefined) return { verdicts, notes, remaining: [] };
  override(verdicts, test, why === 'timed-out' ? 'timed-out' : 'crashed');
  const hadBegun = story.records.some((record) => record.kind === 'start');
  return { verdicts, notes, remaining: left(), charged: { test, note: NOTES[why === 'crashed' && !hadBegun ? 'init-crashed' : why] } };
}

/** What the programs that a test started ran out of. */
function notesOf(records: readonly Record[]): ReadonlyMap<string, readonly string[]> {
  const notes = new Map<string, readonly string[]>();
  for (const record of records) {
    if (record.kind !== 'end' && record.kind !== 'timeout') continue;
    const { outOfMemory: killed, outOfProcesses: refused } = record;
    const said = [
      ...(killed > 0 ? [`Its programs needed more memory together than the exercise allows: the kernel ended ${killed} of them.`] : []),
      ...(refused > 0 ? ['Its programs started more threads or processes together than the exercise allows.'] : []),
    ];
    if (said.length > 0) notes.set(record.test, said);
  }
  return notes;
}

function override(verdicts: Map<string, Pick<TestVerdict, 'status' | 'elapsedMs'>>, test: string, status: VerdictStatus): void {
  verdicts.set(test, { status, elapsedMs: verdicts.get(test)?.elapsedMs ?? 0 });
}

function reason(story: Story, timedOut: string | undefined): Exclude<keyof typeof NOTES, 'init-crashed'> | undefined {
  if (story.how === 'too-much-output') return 'too-much-output';
  if (story.isOutOfMemory) return 'out-of-memory';
  if (story.isOutOfProcesses) return 'too-many-processes';
  if (story.how === 'timed-out' || timedOut !== undefined) return 'timed-out';
  return story.exitCode === undefined ? undefined : 'crashed';
}
