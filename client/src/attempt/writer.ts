import type { WorkspaceView } from '@twohours/wire/attempt';
import type { Batch, WorkspaceEvent } from '@twohours/wire/recording';
import { keepComparing } from './compare.ts';
import { workspaceOf, type Desk } from './desk.ts';
import type { JournalBatch } from './journal.ts';
import type { LeasePorts } from './lease.ts';
import { Outbox, type Halt, type OutboxState } from './outbox.ts';
import { patiently } from './patiently.ts';
import { restate } from './restate.ts';
import { stampOf } from './stamp.ts';

const AGREE_WAIT_MS = { first: 250, most: 30_000 };

export interface WriterHooks {
  changed(): void;
  /** Somebody else writes now. */
  lost(): void;
  closed(): void;
  notice(sentence: string): void;
}

/** What a page sends under one lease. */
export class Writer {
  readonly epoch: number;
  readonly #ports: LeasePorts;
  readonly #desk: Desk;
  readonly #hooks: WriterHooks;
  readonly #signal: AbortSignal;
  #outbox: Outbox;
  /** Ends when server and page have to agree anew. */
  #round = new AbortController();
  #agreeWaitMs = AGREE_WAIT_MS.first;

  constructor(ports: LeasePorts, desk: Desk, epoch: number, view: WorkspaceView, hooks: WriterHooks, signal: AbortSignal) {
    this.#ports = ports;
    this.#desk = desk;
    this.epoch = epoch;
    this.#hooks = hooks;
    this.#signal = signal;
    this.#outbox = this.#open(view, []);
  }

  get state(): OutboxState {
    return this.#outbox.state;
  }

  record(events: readonly WorkspaceEvent[]): void {
    this.#outbox.record(events);
  }

  flush(ms: number): Promise<boolean> {
    return this.#outbox.flush(ms, this.#signal);
  }

  retryNow(): void {
    this.#outbox.retryNow();
  }

  lastWords(): readonly Batch[] {
    return this.#outbox.lastWords();
  }

  /** What never reached the journal. */
  unkept(): readonly JournalBatch[] {
    return this.#outbox.unkept();
  }

  /** Stops sending; resolves when everything is in the journal. */
  stop(): Promise<void> {
    this.#outbox.stop({ kind: 'not-the-writer', epoch: this.epoch });
    return this.#outbox.settle(this.#signal);
  }

  #open(view: WorkspaceView, waiting: readonly JournalBatch[]): Outbox {
    const { link, clock } = this.#ports;
    const outbox = new Outbox(this.#ports, { epoch: this.epoch, seq: view.seq }, waiting, () => this.#hooks.changed(), view.savedAt);
    const round = AbortSignal.any([this.#signal, this.#round.signal]);
    void keepComparing(link, clock, this.#desk, outbox, round);
    void outbox.run(round).then((halt) => {
      if (halt && !round.aborted) void this.#halted(halt);
    });
    return outbox;
  }

  async #halted(halt: Halt): Promise<void> {
    switch (halt.kind) {
      case 'closed':
        return this.#hooks.closed();
      case 'not-the-writer':
        return this.#hooks.lost();
      case 'disagree':
        // Aborted means that the lease is over anyhow.
        return this.#agreeAgain().catch(() => undefined);
    }
  }

  /** The screen is stated anew over what the server has. Meanwhile the halted outbox keeps what is typed. */
  async #agreeAgain(): Promise<void> {
    const { link, journal, clock } = this.#ports;
    await clock.sleep(this.#agreeWaitMs, this.#signal);
    this.#agreeWaitMs = Math.min(AGREE_WAIT_MS.most, this.#agreeWaitMs * 2);
    const view = await patiently(() => link.readWorkspace(), { ...this.#ports, signal: this.#signal, onTrouble: () => undefined });
    this.#signal.throwIfAborted();
    if (view.attempt.epoch !== this.epoch) return this.#hooks.lost();

    await this.#outbox.settle(this.#signal);
    this.#signal.throwIfAborted();

    // From here to the new outbox without an await: nothing may be typed between what is stated and what follows it.
    const { events, workspace, complaints } = restate(workspaceOf(view), this.#desk.workspace, this.#desk.globs);
    const stated = { seq: view.seq + 1, epoch: this.epoch, events: events.map((event) => ({ at: stampOf(clock), event })) };
    const waiting = events.length > 0 ? [stated] : [];
    this.#round.abort();
    this.#round = new AbortController();
    // What the server would never take is kept beside the attempt, as it was sent.
    if (complaints.length > 0) void journal.giveUp('stranded', this.epoch).catch(() => undefined);
    void journal.replace(this.epoch, waiting).catch(() => undefined);
    this.#outbox = this.#open(view, waiting);
    if (complaints.length === 0) return;
    this.#desk.reset(workspace);
    this.#hooks.notice(`Some of what was on screen could not be saved: ${complaints.join(' ')}`);
  }
}
