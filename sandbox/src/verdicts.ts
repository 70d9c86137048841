import type { TestVerdict, VerdictStatus } from '@twohours/wire/job';
import type { Record } from './records.ts';

/** What one container of a grading left behind. */
export interface Story {
  readonly records: readonly Record[];
  /** Why the record stream cannot be believed. */
  readonly bad: string | undefined;
  readonly how: 'exited' | 'timed-out' | 'too-much-output';
  /** What the test program ended with, as process 1 saw it; undefined where it did not end by itself. */
  readonly exitCode: number | undefined;
  readonly isOutOfMemory: boolean;
  readonly isOutOfProcesses: boolean;
}

export interface Chapter {
  /** Decided in this container. */
  readonly verdicts: ReadonlyMap<string, Pick<TestVerdict, 'status' | 'elapsedMs'>>;
  /** Not decided: for a fresh container, in the given order. */
  readonly remaining: readonly string[];
  /** A sentence for whoever reads the output of the test that the end was charged to. */
  readonly charged?: { readonly test: string; readonly note: string };
}

export type Reading = Chapter | { readonly tampered: string } | { readonly fault: string };

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
 * - A record that the guard did not sign, a gap, or a success without its signed exit: tampered, as a whole.
 * - A signed end counts, unless a race was reported after it, or the program crashed right after it.
 * - A program that ended without its exit record costs one test: the one that was running, else the last that ended,
 *   else, when it never got so far, the first that it was asked for. What remains is for a fresh container.
 * - After a race the guard asks for a fresh container too: what the race detector has reported it does not report again.
 */
export function read(story: Story, asked: readonly string[]): Reading {
  if (story.bad !== undefined) return { tampered: story.bad };
  const verdicts = new Map<string, Pick<TestVerdict, 'status' | 'elapsedMs'>>();
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
  const left = () => asked.filter((test) => !verdicts.has(test));
  if (exit !== undefined) {
    if (story.exitCode !== undefined && story.exitCode !== exit)
      return { tampered: `the guard announced exit ${exit} and the process ended with ${story.exitCode}` };
    for (const test of left()) verdicts.set(test, { status: 'not-reached', elapsedMs: 0 });
    return { verdicts, remaining: [] };
  }
  if (story.exitCode === 0) return { tampered: 'the process ended with exit 0, and the guard did not announce it' };
  if (asksForAnother) return { verdicts, remaining: left() };
  // The container's time was up, not the test's own: it gets a container where it comes first.
  if (story.how === 'timed-out' && timedOut === undefined && last !== undefined) return { verdicts, remaining: left() };
  const why = reason(story, timedOut);
  if (why === undefined) return { fault: 'the test program did not end by itself, and nothing says why' };
  const test = running ?? last ?? asked[0];
  if (test === undefined) return { verdicts, remaining: [] };
  override(verdicts, test, why === 'timed-out' ? 'timed-out' : 'crashed');
  const hadBegun = story.records.some((record) => record.kind === 'start');
  return { verdicts, remaining: left(), charged: { test, note: NOTES[why === 'crashed' && !hadBegun ? 'init-crashed' : why] } };
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
