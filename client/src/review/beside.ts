import type { GradedTest } from '@twohours/wire/grading';
import type { Evidence, Place } from '@twohours/wire/review';
import type { AttemptResult } from '@twohours/wire/staff';
import { officialOf } from '../staff/result/grading/official.ts';

export type Lines = Extract<Place, { kind: 'lines' }>;

/** What is shown beside a review: what comments and evidence can be about, and how to get back to it. */
export interface Beside {
  /** The moment that is shown, since Start. */
  readonly at: () => number;
  /** What a button calls it; undefined where there is none to point at. */
  readonly moment: string | undefined;
  /** Whether another moment can be gone to here, as the end of a span wants it. */
  readonly canMove: boolean;
  /** Lines that are selected there. */
  readonly lines: Lines | undefined;
  /** Why there can be none. */
  readonly noLines: string;
  readonly go: (to: Place | Evidence) => void;
}

export type HiddenTest = Pick<GradedTest, 'id' | 'name' | 'group' | 'status'>;

/** The hidden tests of the official verdict, if there is one. */
export function hiddenTestsOf({ gradings, submissions }: Pick<AttemptResult, 'gradings' | 'submissions'>): readonly HiddenTest[] {
  const state = officialOf(gradings, submissions)?.state;
  return state?.phase === 'graded' && state.verdict.kind === 'tests' ? state.verdict.tests : [];
}

export const nameIn =
  (tests: readonly HiddenTest[]) =>
  (id: string): string =>
    tests.find((test) => test.id === id)?.name ?? id;
