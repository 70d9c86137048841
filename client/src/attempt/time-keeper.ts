import type { ActiveView } from '@twohours/wire/attempt';
import { MINUTE_MS } from '@twohours/wire/time';
import type { BrowserClock } from '../api/clock.ts';
import { Bell } from './bell.ts';
import { heard, remainingAt, type Heard } from './countdown.ts';
import type { Link } from './link.ts';

/** Asking at zero: an answer that takes longer does not keep the editor open. */
const ANSWER_MS = 2_000;
const ASK_AGAIN_MS = 700;

export interface TimeHooks {
  /** There is a new reading, or what zero means has changed. */
  changed(): void;
  /** The server says that the attempt is closed. */
  closed(): void;
}

/** Follows the server's clock: lengths counted on a clock that nobody sets, read anew each minute and on waking up. */
export class TimeKeeper {
  #time: Heard;
  #zero: 'no' | 'time-up' | 'unheard' = 'no';
  /** Of the last reading: a notice that comes unasked has travelled about half of it. */
  #roundTripMs = 0;
  readonly #link: Pick<Link, 'readClock'>;
  readonly #clock: BrowserClock;
  readonly #hooks: TimeHooks;
  readonly #wake = new Bell();
  #notices = 0;

  constructor(
    view: Pick<ActiveView, 'remainingMs' | 'closesInMs'>,
    askedAt: number,
    link: Pick<Link, 'readClock'>,
    clock: BrowserClock,
    hooks: TimeHooks,
  ) {
    this.#link = link;
    this.#clock = clock;
    this.#hooks = hooks;
    this.#time = heard(view, askedAt, clock.monotonic());
  }

  get time(): Heard {
    return this.#time;
  }

  /** What is true once nothing is left. */
  get zero(): 'no' | 'time-up' | 'unheard' {
    return this.#zero;
  }

  /** A notice that came unasked. */
  hear(view: { remainingMs: number; closesInMs: number }): void {
    const now = this.#clock.monotonic();
    this.#notices++;
    this.#take(heard(view, now - this.#roundTripMs, now));
  }

  /** The page may have slept: read the clock now. */
  wakeUp(): void {
    this.#wake.ring();
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const left = remainingAt(this.#time, this.#clock.monotonic());
      const wait = left > 0 ? Math.min(left, MINUTE_MS) : this.#zero === 'no' ? 0 : ASK_AGAIN_MS;
      if (wait > 0) await this.#wake.waitAtMost(wait, this.#clock, signal);
      if (!signal.aborted) await this.#read(signal);
    }
  }

  async #read(signal: AbortSignal): Promise<void> {
    const [askedAt, notices] = [this.#clock.monotonic(), this.#notices];
    const late = new AbortController();
    const timeout = this.#clock.sleep(ANSWER_MS, late.signal).then(
      () => undefined,
      () => undefined,
    );
    const reading = await Promise.race([this.#link.readClock().catch(() => undefined), timeout]);
    late.abort();
    if (signal.aborted) return;
    const now = this.#clock.monotonic();
    if (!reading) {
      if (remainingAt(this.#time, now) === 0) this.#setZero(this.#zero === 'time-up' ? 'time-up' : 'unheard');
    } else if (reading.phase === 'closed') {
      this.#hooks.closed();
    } else if (notices === this.#notices) {
      // A notice that came meanwhile may be newer than this reading: then it is read once more.
      this.#roundTripMs = now - askedAt;
      this.#take(heard(reading, askedAt, now));
    }
  }

  #take(time: Heard): void {
    this.#time = time;
    this.#zero = time.remainingMs > 0 ? 'no' : 'time-up';
    this.#hooks.changed();
    this.#wake.ring();
  }

  #setZero(zero: 'time-up' | 'unheard'): void {
    if (zero === this.#zero) return;
    this.#zero = zero;
    this.#hooks.changed();
  }
}
