import { setTimeout as wait } from 'node:timers/promises';
import type { Clock, Instant } from '@twohours/wire/time';
import type { Redis } from 'ioredis';

const MEASURE_EVERY_MS = 10_000;
const SAMPLES = 3;

/**
 * Redis' clock, by measured offset: every server and sandbox agrees with every other, however wrong its host is.
 * It counts on `performance.now()`, so that a host whose clock is set while we run does not move a deadline.
 */
export class RedisClock implements Clock {
  readonly #redis: Pick<Redis, 'time'>;
  #redisAt = 0;
  #localAt = 0;

  constructor(redis: Pick<Redis, 'time'>) {
    this.#redis = redis;
  }

  /** Must have succeeded once before `now()` is asked. */
  async measure(): Promise<void> {
    // An answer that had to wait, for a connection or for a Redis that was away, tells the time at its end and not half
    // way through. Whoever waited for it asks again: the next answer comes at once.
    let best = await this.#ask();
    for (let more = 1; more < SAMPLES; more += 1) {
      const sample = await this.#ask();
      if (sample.roundTrip < best.roundTrip) best = sample;
    }
    // Never backwards: within one process an instant that was given out stays in the past.
    const now = this.#redisAt + (best.localAt - this.#localAt);
    this.#redisAt = this.#redisAt === 0 ? best.instant : Math.max(best.instant, now - MAX_STEP_BACK_MS);
    this.#localAt = best.localAt;
  }

  async #ask(): Promise<{ instant: number; localAt: number; roundTrip: number }> {
    const before = performance.now();
    const [seconds, microseconds] = await this.#redis.time();
    const after = performance.now();
    return { instant: Number(seconds) * 1000 + Number(microseconds) / 1000, localAt: (before + after) / 2, roundTrip: after - before };
  }

  now(): Instant {
    if (this.#redisAt === 0) throw new Error('the clock was read before it was measured');
    return Math.floor(this.#redisAt + performance.now() - this.#localAt);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await sleep(ms, signal);
  }

  async keepMeasuring(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.sleep(MEASURE_EVERY_MS, signal);
      // A Redis that is away for a moment leaves the last offset, which is good for hours.
      if (!signal.aborted) await this.measure().catch(() => undefined);
    }
  }
}

/** A measurement may correct us backwards by this much at a time: more would be a wrong measurement. */
const MAX_STEP_BACK_MS = 50;

/** Resolves early, without an error, when the signal aborts: loops look at the signal next. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  await wait(ms, undefined, signal ? { signal } : {}).catch(() => undefined);
}

/** Waits for `promise`, but no longer than `ms`. */
export async function within<T>(ms: number, what: string, promise: Promise<T>): Promise<T> {
  const stop = new AbortController();
  const late = sleep(ms, stop.signal).then(() => {
    if (stop.signal.aborted) return promise;
    throw new Error(`${what} took longer than ${ms} ms`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    stop.abort();
  }
}
