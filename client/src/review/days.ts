import { HOUR_MS, type Instant } from '@twohours/wire/time';
import { instantOf, localOf } from '../api/clock.ts';
import { countText } from '../ui/format.ts';

const DAY_MS = 24 * HOUR_MS;

/** Noon of the day in the reader's zone: days are counted between noons, so that a change of the clocks does not matter. */
const noonOf = (at: Instant): number => instantOf(`${localOf(at).slice(0, 10)}T12:00`) ?? at;

/** Days of the calendar from one instant to the other, negative where the other lies before. */
export function daysBetween(from: Instant, to: Instant): number {
  return Math.round((noonOf(to) - noonOf(from)) / DAY_MS);
}

/** `closed 3 days ago`. */
export function closedText(closedAt: Instant, now: Instant): string {
  const days = daysBetween(closedAt, now);
  if (days <= 0) return 'closed today';
  return days === 1 ? 'closed yesterday' : `closed ${days} days ago`;
}

export interface Due {
  /** Something is to be done today, or was. */
  readonly isPressing: boolean;
  readonly text: string;
}

export function dueOf(dueAt: Instant, now: Instant): Due {
  const days = daysBetween(now, dueAt);
  if (dueAt < now) return { isPressing: true, text: days === 0 ? 'overdue since today' : `overdue by ${countText(-days, 'day')}` };
  if (days <= 0) return { isPressing: true, text: 'due today' };
  return { isPressing: false, text: days === 1 ? 'due tomorrow' : `due in ${days} days` };
}
