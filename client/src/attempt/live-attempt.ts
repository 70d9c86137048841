import type { ActiveView, AttemptView, Receipt } from '@twohours/wire/attempt';
import type { AttemptId } from '@twohours/wire/id';
import type { BodyOf, ReplyOf } from '@twohours/wire/route';
import type { BrowserClock } from '../api/clock.ts';
import { hasCode, problemOf } from '../api/problem-error.ts';
import { Bell } from './bell.ts';
import type { Journal } from './journal.ts';
import { sendLeftovers } from './leftovers.ts';
import type { Link, LinkListener } from './link.ts';
import type { LiveState } from './live-state.ts';
import { patiently } from './patiently.ts';
import { Sitting } from './sitting.ts';
import type { Tabs } from './tabs.ts';

/** While there is no socket the attempt is asked for this often. */
const ASK_EVERY_MS = 2_000;
/** A lobby lies open for days: whether runs work, and the window, are read anew. */
const LOBBY_EVERY_MS = 30_000;
const CLOSING_EVERY_MS = 400;

export interface LivePorts {
  readonly link: Link;
  readonly clock: BrowserClock;
  readonly device: string;
  openJournal(attempt: AttemptId): Promise<Journal>;
  openTabs(attempt: AttemptId): Tabs;
  notice(sentence: string): void;
}

/** The attempt of this browser's session as it goes on: one state, whatever phase it is in. */
export class LiveAttempt {
  readonly #ports: LivePorts;
  readonly #listeners = new Set<() => void>();
  readonly #again = new Bell();
  readonly #hurry = new Bell();
  #state: LiveState = { status: 'connecting', waitingFor: 'Opening your attempt' };
  #stop = new AbortController();
  #sitting: Sitting | undefined;
  #isLineUp = true;

  constructor(ports: LivePorts) {
    this.#ports = ports;
  }

  get state(): LiveState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  open(): void {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#set({ status: 'connecting', waitingFor: 'Opening your attempt' });
    this.#ports.link.open(this.#listener());
    void this.#run(signal);
    void this.#askWithoutSocket(signal);
  }

  close(): void {
    this.#stop.abort();
    this.#ports.link.close();
  }

  /* ---- what the candidate asks for; each rejects with a ProblemError ---- */

  async begin(): Promise<void> {
    try {
      await this.#ports.link.startAttempt();
    } catch (error) {
      if (!hasCode(error, 'attempt-already-started')) throw error;
    }
    this.#again.ring();
  }

  /** After a failure, or when something has changed elsewhere. */
  tryAgain(): void {
    this.#hurry.ring();
    this.#again.ring();
  }

  format(file: BodyOf<'formatFile'>): Promise<ReplyOf<'formatFile'>> {
    return this.#ports.link.format(file);
  }

  get sitting(): Sitting | undefined {
    return this.#sitting;
  }

  /** The network is back, or the machine woke up. */
  wakeUp(): void {
    this.#ports.link.hurry();
    this.#hurry.ring();
    this.#sitting?.wakeUp();
  }

  lastWords(): void {
    this.#sitting?.lastWords();
  }

  /* ---- how it goes on ---- */

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#onePhase(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#set({ status: 'failed', problem: problemOf(error) });
        await this.#again.wait(signal);
        if (!signal.aborted) this.#set({ status: 'connecting', waitingFor: 'Opening your attempt' });
      }
    }
  }

  async #onePhase(signal: AbortSignal): Promise<void> {
    const { clock } = this.#ports;
    const [view, askedAt] = await this.#readAttempt(signal);
    switch (view.phase) {
      case 'ready':
        this.#set({ status: 'ready', page: { phase: 'ready', lobby: view, heardAt: (askedAt + clock.monotonic()) / 2 } });
        return this.#again.waitAtMost(LOBBY_EVERY_MS, clock, signal);
      case 'active':
        await this.#sit(view, askedAt, signal);
        return this.#untilClosed(signal);
      case 'closed':
        await this.#showReceipt(view);
        return this.#again.wait(signal);
    }
  }

  /** The server's sweeper may need a moment; or the time was extended at the last one. */
  async #untilClosed(signal: AbortSignal): Promise<void> {
    for (;;) {
      const [view] = await this.#readAttempt(signal);
      if (view.phase !== 'active' || view.remainingMs > 0) return;
      await this.#ports.clock.sleep(CLOSING_EVERY_MS, signal);
    }
  }

  async #readAttempt(signal: AbortSignal): Promise<[AttemptView, number]> {
    const { link, clock } = this.#ports;
    const ask = async (): Promise<[AttemptView, number]> => {
      const askedAt = clock.monotonic();
      return [await link.readAttempt(), askedAt];
    };
    return patiently(ask, {
      clock,
      hurry: this.#hurry,
      signal,
      onTrouble: (trouble) => {
        if (this.#state.status === 'connecting') this.#set({ status: 'connecting', waitingFor: 'Opening your attempt', trouble });
      },
    });
  }

  async #sit(view: ActiveView, askedAt: number, signal: AbortSignal): Promise<void> {
    const { link, clock, device } = this.#ports;
    const journal = await this.#ports.openJournal(view.attempt);
    const tabs = this.#ports.openTabs(view.attempt);
    const ending = new AbortController();
    const sitting = new Sitting(
      view,
      askedAt,
      { link, clock, device, journal, tabs, hurry: this.#hurry },
      {
        changed: (page) => this.#set({ status: 'ready', page }),
        connecting: (waitingFor, trouble) => this.#set({ status: 'connecting', waitingFor, ...(trouble ? { trouble } : {}) }),
        notice: (sentence) => this.#ports.notice(sentence),
        isLineUp: () => this.#isLineUp,
      },
      AbortSignal.any([signal, ending.signal]),
    );
    this.#sitting = sitting;
    try {
      await sitting.run();
    } finally {
      this.#sitting = undefined;
      ending.abort();
    }
  }

  async #showReceipt(receipt: Receipt): Promise<void> {
    const { link, clock } = this.#ports;
    const journal = await this.#ports.openJournal(receipt.attempt);
    // What never arrived is handed over as late work. In vain now is no harm: it stays in the journal.
    await journal.closed().catch(() => undefined);
    const late = await sendLeftovers(receipt.attempt, journal, link, clock).catch(() => 0);
    this.#set({ status: 'ready', page: { phase: 'closed', receipt, late } });
  }

  #listener(): LinkListener {
    return {
      up: () => {
        this.#lineIs(true);
        this.#hurry.ring();
        this.#sitting?.wakeUp();
        // A lobby or a receipt may have missed something.
        if (!this.#sitting) this.#again.ring();
      },
      down: () => this.#sitting?.lineChanged(),
      changed: (notice) => {
        if (notice.phase === 'active' && this.#sitting) this.#sitting.changed(notice);
        else if (notice.phase === 'closed' && this.#sitting) this.#sitting.closed();
        else this.#again.ring();
      },
      takenOver: (epoch) => this.#sitting?.takenOver(epoch),
      runHappened: (notice) => this.#sitting?.runs.happened(notice),
      runEnded: (run) => this.#sitting?.runs.ended(run),
    };
  }

  async #askWithoutSocket(signal: AbortSignal): Promise<void> {
    const { link, clock } = this.#ports;
    while (!signal.aborted) {
      await clock.sleep(ASK_EVERY_MS, signal).catch(() => undefined);
      if (signal.aborted || link.isLive || !this.#sitting) continue;
      try {
        const view = await link.readAttempt();
        this.#lineIs(true);
        if (view.phase === 'active') this.#sitting?.changed(view);
        else this.#sitting?.closed();
      } catch {
        this.#lineIs(link.isLive);
      }
    }
  }

  #lineIs(isUp: boolean): void {
    this.#isLineUp = isUp;
    this.#sitting?.lineChanged();
  }

  #set(state: LiveState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
