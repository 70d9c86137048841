import type { Clock, Instant } from '@twohours/wire/time';

interface Sleeper {
  readonly at: Instant;
  readonly wake: () => void;
}

/** For tests: time moves when told, and wakes sleepers in order. A two-hour attempt takes milliseconds. */
export class FakeClock implements Clock {
  #now: Instant;
  #sleepers: Sleeper[] = [];

  constructor(now: Instant = 1_800_000_000_000) {
    this.#now = now;
  }

  now(): Instant {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const sleeper = { at: this.#now + ms, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        resolve();
      });
    });
  }

  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      const next = this.#sleepers.filter((sleeper) => sleeper.at <= until).toSorted((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next);
      this.#now = Math.max(this.#now, next.at);
      next.wake();
      // What the sleeper does next runs before time goes on.
      await new Promise(setImmediate);
    }
    this.#now = until;
  }

  /**
   * Time passes in one leap, as on a machine that slept: whoever is due wakes once. Resolves when they sleep again, so
   * that loops have done their round.
   */
  async jump(ms: number): Promise<void> {
    this.#now += ms;
    const before = this.#sleepers.length;
    const due = this.#sleepers.filter((sleeper) => sleeper.at <= this.#now);
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.at > this.#now);
    for (const sleeper of due) sleeper.wake();
    const patience = performance.now() + ROUND_MS;
    while (this.#sleepers.length < before && performance.now() < patience) await new Promise(setImmediate);
  }
}

/** Real time that a round of a loop may take. */
const ROUND_MS = 500;
