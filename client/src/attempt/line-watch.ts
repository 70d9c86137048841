import type { AttemptView } from '@twohours/wire/attempt';
import type { BrowserClock } from '../api/clock.ts';
import { hasCode } from '../api/problem-error.ts';
import type { Link } from './link.ts';

/** While there is no socket the attempt is asked for this often. */
const ASK_EVERY_MS = 2_000;

export interface LineHooks {
  changed(): void;
  /** Over HTTP, since nothing arrives by itself. */
  read(view: AttemptView): void;
  signedOut(error: unknown): void;
}

/** Whether the server can be reached at all, by socket or without. */
export class LineWatch {
  #isUp = true;
  readonly #link: Pick<Link, 'isLive' | 'readAttempt'>;
  readonly #clock: BrowserClock;
  readonly #hooks: LineHooks;

  constructor(link: Pick<Link, 'isLive' | 'readAttempt'>, clock: BrowserClock, hooks: LineHooks) {
    this.#link = link;
    this.#clock = clock;
    this.#hooks = hooks;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  set(isUp: boolean): void {
    this.#isUp = isUp;
    this.#hooks.changed();
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#clock.sleep(ASK_EVERY_MS, signal).catch(() => undefined);
      if (!signal.aborted && !this.#link.isLive) await this.#ask();
    }
  }

  async #ask(): Promise<void> {
    try {
      const view = await this.#link.readAttempt();
      this.set(true);
      this.#hooks.read(view);
    } catch (error) {
      if (hasCode(error, 'not-signed-in')) this.#hooks.signedOut(error);
      else this.set(this.#link.isLive);
    }
  }
}
