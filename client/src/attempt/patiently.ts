import type { Problem } from '@twohours/wire/problem';
import type { BrowserClock } from '../api/clock.ts';
import { hasCode, problemOf } from '../api/problem-error.ts';
import type { Bell } from './bell.ts';

const WAIT_MS = { first: 500, most: 5_000 };

/** Asks until somebody answers; `hurry` makes the wait shorter. Refusals are thrown at once. */
export async function patiently<T>(
  ask: () => Promise<T>,
  { clock, hurry, signal, onTrouble }: { clock: BrowserClock; hurry: Bell; signal: AbortSignal; onTrouble: (problem: Problem) => void },
): Promise<T> {
  for (let wait = WAIT_MS.first; ; wait = Math.min(WAIT_MS.most, wait * 2)) {
    signal.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      if (!hasCode(error, 'unavailable', 'internal', 'too-many-requests')) throw error;
      onTrouble(problemOf(error));
      await hurry.waitAtMost(wait, clock, signal);
    }
  }
}
