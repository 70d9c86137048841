import type { BrowserClock } from '../../api/clock.ts';

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/** Stands still until it is told to advance; then wakes sleepers in order. */
export class FakeClock implements BrowserClock {
  #elapsed = 0;
  #sleepers: Sleeper[] = [];
  readonly #wallAt: number;

  constructor(wallAt = 1_750_000_000_000) {
    this.#wallAt = wallAt;
  }

  now(): number {
    return this.#wallAt + this.#elapsed;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = { at: this.#elapsed + Math.max(0, ms), wake: resolve };
      const abort = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(new DOMException('The wait was aborted.', 'AbortError'));
      };
      if (signal?.aborted) abort();
      else {
        this.#sleepers.push(sleeper);
        signal?.addEventListener('abort', abort, { once: true });
      }
    });
  }

  async advance(ms: number): Promise<void> {
    const until = this.#elapsed + ms;
    await settle();
    for (;;) {
      const next = this.#sleepers.toSorted((a, b) => a.at - b.at)[0];
      if (!next || next.at > until) break;
      this.#sleepers = this.#sleepers.filter((other) => other !== next);
      this.#elapsed = Math.max(this.#elapsed, next.at);
      next.wake();
      await settle();
    }
    this.#elapsed = until;
  }
}

/** Lets every promise that can go on do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn++) await Promise.resolve();
}
