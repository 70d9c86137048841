import { MINUTE_MS } from '@twohours/wire/time';

/** What the server said about the time, and when (by the page's monotonic clock) it was true. */
export interface Heard {
  readonly remainingMs: number;
  /** Until what was typed before the deadline can no longer arrive. */
  readonly closesInMs: number;
  readonly heardAt: number;
}

/** The server measured about half way between asking and hearing. */
export function heard(reading: { remainingMs: number; closesInMs: number }, askedAt: number, answeredAt: number): Heard {
  return { remainingMs: reading.remainingMs, closesInMs: reading.closesInMs, heardAt: (askedAt + answeredAt) / 2 };
}

export function remainingAt(heard: Heard, monotonic: number): number {
  return Math.max(0, heard.remainingMs - (monotonic - heard.heardAt));
}

/** From here on the clock is amber. */
export const LATE_MS = 5 * MINUTE_MS;

const several = (n: number, unit: string) => `${n} ${unit}${n === 1 ? '' : 's'}`;

/** `1 hour 43 minutes`, `4 minutes`, `50 seconds`. */
export function spokenText(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes === 0) return several(Math.ceil(ms / 1_000), 'second');
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  return [h > 0 && several(h, 'hour'), m > 0 && several(m, 'minute')].filter(Boolean).join(' ');
}

/** Few and far between: who listens to the page is working. */
const ANNOUNCED_MINUTES = [60, 30, 15, 10, 5, 2, 1];

/** What a screen reader is told when the remaining time went from one length to another, if anything. */
export function announcement(beforeMs: number, afterMs: number): string | undefined {
  // Four seconds more, so that "15 minutes" is not said of a grant's rounding.
  if (afterMs > beforeMs + 4_000) return `Your time was extended. ${spokenText(afterMs)} left.`;
  const crossed = ANNOUNCED_MINUTES.filter((minutes) => beforeMs > minutes * MINUTE_MS && afterMs <= minutes * MINUTE_MS).at(-1);
  return crossed === undefined ? undefined : `${several(crossed, 'minute')} left.`;
}
