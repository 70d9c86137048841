import type { AttemptId } from '@twohours/wire/id';
import type { Problem } from '@twohours/wire/problem';
import type { Workspace } from '@twohours/wire/workspace';
import { hasCode } from '../api/problem-error.ts';
import { Desk, workspaceOf } from './desk.ts';
import { enter, type LeasePorts } from './lease.ts';
import { sendLeftovers } from './leftovers.ts';
import type { Stranded, Writing } from './live-state.ts';
import { compareWith, strand } from './stranded.ts';
import { Writer } from './writer.ts';

/** A newer tab of this profile has adopted the journal within this, if it was one that took over. */
const ADOPTED_MS = 2_000;
const READ_AGAIN_MS = 10_000;

export interface HoldingHooks {
  changed(): void;
  /** Of the outbox. */
  sent(): void;
  closed(): void;
  connecting(waitingFor: string, trouble?: Problem): void;
  notice(sentence: string): void;
}

/** Whether this page holds the lease, and what follows from it: it writes, or it reads what somebody else writes. */
export class Holding {
  readonly #attempt: AttemptId;
  readonly #ports: LeasePorts;
  readonly #hooks: HoldingHooks;
  readonly #signal: AbortSignal;
  #desk: Desk | undefined;
  #writer: Writer | undefined;
  #writing: Writing = { kind: 'asking' };
  #stranded: Stranded | undefined;
  /** Ends with the lease. */
  #era = new AbortController();

  constructor(attempt: AttemptId, ports: LeasePorts, hooks: HoldingHooks, signal: AbortSignal) {
    this.#attempt = attempt;
    this.#ports = ports;
    this.#hooks = hooks;
    this.#signal = signal;
    ports.tabs.answerClaims(() => this.#yieldToTab());
  }

  get desk(): Desk | undefined {
    return this.#desk;
  }

  get writing(): Writing {
    return this.#writing;
  }

  get stranded(): Stranded | undefined {
    return this.#stranded;
  }

  /** Only while it writes. */
  get writer(): Writer | undefined {
    return this.#writing.kind === 'writer' ? this.#writer : undefined;
  }

  async enter(takeOver: boolean): Promise<void> {
    const before = this.#writing;
    try {
      await this.#enter(takeOver);
    } catch (error) {
      if (hasCode(error, 'attempt-closed')) return this.#hooks.closed();
      this.#writing = before;
      this.#hooks.changed();
      throw error;
    }
  }

  async #enter(takeOver: boolean): Promise<void> {
    this.#era.abort();
    this.#era = new AbortController();
    const signal = AbortSignal.any([this.#signal, this.#era.signal]);
    this.#set({ kind: 'asking' });
    const entered = await enter(this.#ports, takeOver, signal, (waitingFor, trouble) => {
      if (!this.#desk) this.#hooks.connecting(waitingFor, trouble);
    });
    if (entered.kind === 'closed') return this.#hooks.closed();
    const { view } = entered;
    if (this.#desk) this.#desk.reset(workspaceOf(view));
    const desk = this.#desk ?? new Desk(view, (events) => this.#writer?.record(events));
    this.#desk = desk;
    if (entered.kind === 'writer') {
      const writer: Writer = new Writer(
        this.#ports,
        desk,
        entered.epoch,
        view,
        {
          changed: () => this.#hooks.sent(),
          lost: () => this.lost(writer.epoch + 1),
          closed: () => this.#hooks.closed(),
          notice: (sentence) => this.#hooks.notice(sentence),
        },
        signal,
      );
      this.#writer = writer;
      this.#set({ kind: 'writer' });
      this.#hooks.sent();
    } else {
      this.#set({ kind: 'reader', why: 'device' });
    }
    await this.#sendLeftovers();
  }

  /** Someone else writes under this epoch. Whether it is a newer tab of this profile shows when that has adopted the journal. */
  lost(epoch: number): void {
    const { writer } = this;
    if (!writer || epoch <= writer.epoch) return;
    const era = this.#era.signal;
    const screen = this.#desk?.workspace ?? new Map();
    const put = async () => {
      await this.#read('device', writer);
      await this.#ports.clock.sleep(ADOPTED_MS, era);
      await this.#strand(writer, screen);
    };
    // Aborted: taken over again meanwhile, or over.
    void put().catch(() => undefined);
  }

  /** A newer tab of this profile asks for the lease: everything goes into the journal, which it then adopts. */
  #yieldToTab(): { isWriter: boolean; settled: Promise<void> } {
    const { writer } = this;
    return writer ? { isWriter: true, settled: this.#read('tab', writer) } : { isWriter: false, settled: Promise.resolve() };
  }

  async #read(why: 'tab' | 'device', writer: Writer): Promise<void> {
    const settled = writer.stop();
    this.#set({ kind: 'reader', why });
    await settled;
    void this.#readAnew();
  }

  async #strand(writer: Writer, screen: Workspace): Promise<void> {
    const edits = writer.state.unsent;
    if ((await strand(writer, this.#ports.journal)) === 'adopted') {
      this.#writing = { kind: 'reader', why: 'tab' };
    } else if (edits > 0) {
      await this.#readAnew();
      this.#stranded = { edits, files: compareWith(this.#desk?.workspace, screen) };
    }
    this.#hooks.changed();
    await this.#sendLeftovers();
  }

  dismissStranded(): void {
    this.#stranded = undefined;
    this.#hooks.changed();
  }

  /** A page that only reads looks now and then. */
  async keepReading(): Promise<void> {
    while (!this.#signal.aborted) {
      await this.#ports.clock.sleep(READ_AGAIN_MS, this.#signal).catch(() => undefined);
      if (!this.#signal.aborted) await this.#readAnew();
    }
  }

  async #readAnew(): Promise<void> {
    if (this.#writing.kind !== 'reader') return;
    const view = await this.#ports.link.readWorkspace().catch(() => undefined);
    if (view && this.#writing.kind === 'reader') this.#desk?.reset(workspaceOf(view));
  }

  end(): void {
    this.#era.abort();
    this.#ports.tabs.close();
  }

  /** In vain now is no harm: they stay in the journal for the next time. */
  async #sendLeftovers(): Promise<void> {
    const { journal, link, clock } = this.#ports;
    await sendLeftovers(this.#attempt, journal, link, clock).catch(() => undefined);
  }

  #set(writing: Writing): void {
    this.#writing = writing;
    this.#hooks.changed();
  }
}
