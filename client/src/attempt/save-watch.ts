import type { Instant } from '@twohours/wire/time';
import type { BrowserClock } from '../api/clock.ts';
import type { SaveState } from './live-state.ts';
import type { OutboxState } from './outbox.ts';

/** How long "Saving" stays when everything is saved: while someone types, the badge does not flicker. */
const CALM_MS = 500;

/** What the save badge says. It may be late in saying "saved", never early. */
export class SaveWatch {
  #state: SaveState;
  #calming: AbortController | undefined;
  readonly #clock: Pick<BrowserClock, 'sleep'>;
  readonly #onChange: () => void;

  constructor(savedAt: Instant | undefined, clock: Pick<BrowserClock, 'sleep'>, onChange: () => void) {
    this.#state = { kind: 'saved', at: savedAt };
    this.#clock = clock;
    this.#onChange = onChange;
  }

  get state(): SaveState {
    return this.#state;
  }

  look(outbox: OutboxState, isLineUp: boolean): void {
    const at = outbox.savedAt;
    if (!isLineUp || (outbox.unsent > 0 && !outbox.isReachable)) {
      this.#set({ kind: 'offline', unsent: outbox.unsent, isKept: outbox.isKept, at });
    } else if (outbox.unsent > 0) {
      this.#set({ kind: 'saving' });
    } else if (this.#state.kind !== 'saving') {
      this.#set({ kind: 'saved', at });
    } else {
      this.#calm(at);
    }
  }

  #set(state: SaveState): void {
    this.#calming?.abort();
    this.#calming = undefined;
    const isSame = JSON.stringify(state) === JSON.stringify(this.#state);
    this.#state = state;
    if (!isSame) this.#onChange();
  }

  #calm(at: Instant | undefined): void {
    this.#calming?.abort();
    const calming = new AbortController();
    this.#calming = calming;
    void this.#clock.sleep(CALM_MS, calming.signal).then(
      () => this.#set({ kind: 'saved', at }),
      () => undefined,
    );
  }
}
