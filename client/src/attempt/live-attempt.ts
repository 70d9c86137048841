import type { ActiveView, AttemptView, Receipt } from '@twohours/wire/attempt';
import type { AttemptId } from '@twohours/wire/id';
import type { AppendReply, Batch } from '@twohours/wire/recording';
import type { BodyOf, ReplyOf } from '@twohours/wire/route';
import type { BrowserClock } from '../api/clock.ts';
import { hasCode, problemOf } from '../api/problem-error.ts';
import { Bell } from './bell.ts';
import type { Journal } from './journal.ts';
import { sendLeftovers } from './leftovers.ts';
import { LineWatch } from './line-watch.ts';
import type { Link, LinkListener } from './link.ts';
import type { LiveState } from './live-state.ts';
import { otherInvitation } from './own-problems.ts';
import { patiently } from './patiently.ts';
import { Sitting } from './sitting.ts';
import type { Tabs } from './tabs.ts';

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
  /** This page has it open: the session is this attempt's. */
  claimSession(attempt: AttemptId): void;
  isOthersSession(attempt: AttemptId): boolean;
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
  readonly #line: LineWatch;

  constructor(ports: LivePorts) {
    this.#ports = ports;
    this.#line = new LineWatch(ports.link, ports.clock, {
      changed: () => this.#sitting?.lineChanged(),
      read: (view) => (view.phase === 'active' ? this.#sitting?.changed(view) : this.#sitting?.closed()),
      // What is not sent is kept until the link is opened again.
      signedOut: (error) => this.#sitting?.fail(error),
    });
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
    void this.#line.run(signal);
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

  /** Another invitation was opened in this browser: its session is the other attempt's now. */
  sessionChanged(): void {
    const { sitting } = this;
    if (sitting && this.#ports.isOthersSession(sitting.attempt)) sitting.fail(otherInvitation());
  }

  lastWords(): void {
    const { sitting } = this;
    if (sitting && !this.#ports.isOthersSession(sitting.attempt)) sitting.lastWords();
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
    signal.throwIfAborted();
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
    signal.throwIfAborted();
    this.#ports.claimSession(view.attempt);
    const tabs = this.#ports.openTabs(view.attempt);
    const ending = new AbortController();
    const sitting = new Sitting(
      view,
      askedAt,
      { link, clock, device, journal, tabs, hurry: this.#hurry, send: (batch) => this.#send(view.attempt, batch) },
      {
        changed: (page) => this.#set({ status: 'ready', page }),
        connecting: (waitingFor, trouble) => this.#set({ status: 'connecting', waitingFor, ...(trouble ? { trouble } : {}) }),
        notice: (sentence) => this.#ports.notice(sentence),
        isLineUp: () => this.#line.isUp,
      },
      AbortSignal.any([signal, ending.signal]),
    );
    this.#sitting = sitting;
    try {
      await sitting.run();
    } finally {
      if (this.#sitting === sitting) this.#sitting = undefined;
      ending.abort();
    }
  }

  async #send(attempt: AttemptId, batch: Batch): Promise<AppendReply> {
    if (this.#ports.isOthersSession(attempt)) throw otherInvitation();
    return this.#ports.link.append(batch);
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
        this.#line.set(true);
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
      runMoved: (notice) => this.#sitting?.runs.moved(notice),
      runEnded: (run) => this.#sitting?.runs.ended(run),
    };
  }

  #set(state: LiveState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
