import type { BrowserClock } from '../api/clock.ts';

/** Wakes loops that have nothing to do. A loop looks first and waits then, without an await between: no ring is missed. */
export class Bell {
  #rung = Promise.withResolvers<void>();

  ring(): void {
    const rung = this.#rung;
    this.#rung = Promise.withResolvers();
    rung.resolve();
  }

  /** Until the next ring or the signal; never rejects. */
  async wait(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const aborted = Promise.withResolvers<void>();
    const abort = () => aborted.resolve();
    signal.addEventListener('abort', abort);
    await Promise.race([this.#rung.promise, aborted.promise]);
    signal.removeEventListener('abort', abort);
  }

  /** Until the next ring, the signal or `ms` later. */
  async waitAtMost(ms: number, clock: Pick<BrowserClock, 'sleep'>, signal: AbortSignal): Promise<void> {
    const enough = new AbortController();
    await Promise.race([this.wait(AbortSignal.any([signal, enough.signal])), clock.sleep(ms, enough.signal).catch(() => undefined)]);
    enough.abort();
  }
}
