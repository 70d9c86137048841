import type { Clock, Instant } from '@twohours/wire/time';

/** The browser's clocks. Its wall clock may be wrong: count with `monotonic`, from a length that the server sent. */
export interface BrowserClock extends Clock {
  /** Milliseconds since the page was opened; never jumps when someone sets the time. */
  monotonic(): number;
}

export const clock: BrowserClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const abort = () => {
        clearTimeout(timer);
        reject(signal?.reason instanceof Error ? signal.reason : new DOMException('The wait was aborted.', 'AbortError'));
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', abort);
        resolve();
      }, ms);
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    }),
};

const two = (n: number) => String(n).padStart(2, '0');

/** What a `datetime-local` field holds for an instant: `2026-11-20T09:00`, in the browser's zone. */
export function localOf(instant: Instant): string {
  const at = new Date(instant);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The instant that a `datetime-local` field means, or undefined where it is not filled in. */
export function instantOf(local: string): Instant | undefined {
  const at = new Date(local).getTime();
  return Number.isNaN(at) ? undefined : at;
}

/** For machines that read the page: `2026-11-20T08:00:00.000Z`. */
export function isoOf(instant: Instant): string {
  return new Date(instant).toISOString();
}
