import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '@twohours/wire/time';

/** The one place where the sandbox reads time. Lengths are measured on `monotonicMs`, which no one can set. */
export interface SandboxClock extends Clock {
  monotonicMs(): number;
}

export const systemClock: SandboxClock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  async sleep(ms, signal) {
    // Resolves early, without an error, when the signal aborts: loops look at the signal next.
    await wait(ms, undefined, signal ? { signal } : {}).catch(() => undefined);
  },
};

/** Calls `act` once after `ms`, unless it is cancelled before. */
export function after(clock: Pick<SandboxClock, 'sleep'>, ms: number, act: () => void): { cancel(): void } {
  const stop = new AbortController();
  void clock.sleep(ms, stop.signal).then(() => {
    if (!stop.signal.aborted) act();
  });
  return { cancel: () => stop.abort() };
}

export class TookTooLong extends Error {
  constructor(what: string, ms: number) {
    super(`${what} took longer than ${ms} ms`);
    this.name = 'TookTooLong';
  }
}

/** Gives `work` a signal that aborts after `ms`, and throws then, whether the work listens to it or not. */
export async function within<T>(clock: Pick<SandboxClock, 'sleep'>, ms: number, what: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const limit = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = after(clock, ms, () => {
    late.reject(new TookTooLong(what, ms));
    limit.abort();
  });
  try {
    return await Promise.race([work(limit.signal), late.promise]);
  } finally {
    timer.cancel();
  }
}
