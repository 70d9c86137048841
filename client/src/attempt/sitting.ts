import type { ActiveView } from '@twohours/wire/attempt';
import type { Problem } from '@twohours/wire/problem';
import type { Workspace } from '@twohours/wire/workspace';
import { hasCode, ProblemError } from '../api/problem-error.ts';
import { RunBook } from '../runs/run-book.ts';
import { Desk, workspaceOf } from './desk.ts';
import { enter, type LeasePorts } from './lease.ts';
import { sendLeftovers } from './leftovers.ts';
import type { DeskPage, Stranded, Writing } from './live-state.ts';
import { SaveWatch } from './save-watch.ts';
import { TimeKeeper } from './time-keeper.ts';
import { Writer, type WriterHooks } from './writer.ts';

/** A newer tab of this profile has adopted the journal within this, if it was one that took over. */
const ADOPTED_MS = 2_000;
const READ_AGAIN_MS = 10_000;
const SUBMIT_FLUSH_MS = 10_000;

export interface SittingHooks {
  changed(page: DeskPage): void;
  connecting(waitingFor: string, trouble?: Problem): void;
  /** A sentence for the candidate about something that happened by itself. */
  notice(sentence: string): void;
  isLineUp(): boolean;
}

/** One opened attempt in one page, until the attempt is closed. */
export class Sitting {
  readonly runs: RunBook;
  readonly #ports: LeasePorts;
  readonly #hooks: SittingHooks;
  readonly #signal: AbortSignal;
  readonly #over = Promise.withResolvers<void>();
  readonly #time: TimeKeeper;
  readonly #save: SaveWatch;
  #attempt: ActiveView;
  #desk: Desk | undefined;
  #writer: Writer | undefined;
  /** Ends with the lease. */
  #era = new AbortController();
  #writing: Writing = { kind: 'asking' };
  #isSubmitting = false;
  #stranded: Stranded | undefined;

  constructor(view: ActiveView, askedAt: number, ports: LeasePorts, hooks: SittingHooks, signal: AbortSignal) {
    this.#attempt = view;
    this.#ports = ports;
    this.#hooks = hooks;
    this.#signal = signal;
    const { link, clock } = ports;
    this.#time = new TimeKeeper(view, askedAt, link, clock, { changed: () => this.#tell(), closed: () => this.#over.resolve() });
    this.#save = new SaveWatch(undefined, clock, () => this.#tell());
    this.runs = new RunBook(link, clock, (ms) => this.#flush(ms));
  }

  /** Until the attempt is closed, as far as this page was told, or the signal aborts. */
  async run(): Promise<void> {
    this.#signal.addEventListener('abort', () => this.#over.resolve(), { once: true });
    this.#ports.tabs.answerClaims(() => this.#yieldToTab());
    void this.#time.run(this.#signal);
    void this.runs.poll(this.#signal);
    try {
      await Promise.race([this.#enterOrEnd(false), this.#over.promise]);
      void this.runs.refresh().catch(() => undefined);
      void this.#keepReading();
      await this.#over.promise;
    } finally {
      this.#era.abort();
      this.#ports.tabs.close();
    }
  }

  /* ---- what the candidate asks for ---- */

  async submit(): Promise<void> {
    this.#isSubmitting = true;
    this.#tell();
    try {
      if (this.#writing.kind === 'writer' && !(await this.#flush(SUBMIT_FLUSH_MS))) throw notSaved();
      await this.#ports.link.submitAttempt();
      this.#over.resolve();
    } catch (error) {
      if (!hasCode(error, 'attempt-closed', 'past-deadline')) throw error;
      this.#time.wakeUp();
    } finally {
      this.#isSubmitting = false;
      this.#tell();
    }
  }

  async takeOver(): Promise<void> {
    if (this.#writing.kind === 'reader') await this.#enterOrEnd(true);
  }

  dismissStranded(): void {
    this.#stranded = undefined;
    this.#tell();
  }

  /* ---- what the server says ---- */

  changed(view: ActiveView): void {
    this.#attempt = view;
    this.#time.hear(view);
    this.takenOver(view.epoch);
  }

  closed(): void {
    this.#over.resolve();
  }

  takenOver(epoch: number): void {
    if (this.#writing.kind === 'writer' && this.#writer && epoch > this.#writer.epoch) this.#demote(this.#writer);
  }

  /** The line is back, or the machine woke up. */
  wakeUp(): void {
    this.#ports.hurry.ring();
    this.#writer?.retryNow();
    this.#time.wakeUp();
    void this.runs.refresh().catch(() => undefined);
  }

  lineChanged(): void {
    if (this.#writer) this.#save.look(this.#writer.state, this.#hooks.isLineUp());
  }

  /** The page may be gone in a moment. */
  lastWords(): void {
    if (this.#writer && this.#writing.kind === 'writer') this.#ports.link.lastWords(this.#writer.lastWords());
  }

  /* ---- the lease and what is sent under it ---- */

  async #enterOrEnd(takeOver: boolean): Promise<void> {
    try {
      await this.#enter(takeOver);
    } catch (error) {
      if (!hasCode(error, 'attempt-closed')) throw error;
      this.#over.resolve();
    }
  }

  async #enter(takeOver: boolean): Promise<void> {
    this.#era.abort();
    this.#era = new AbortController();
    const signal = AbortSignal.any([this.#signal, this.#era.signal]);
    this.#writing = { kind: 'asking' };
    this.#tell();
    const entered = await enter(this.#ports, takeOver, signal, (waitingFor, trouble) => {
      if (!this.#desk) this.#hooks.connecting(waitingFor, trouble);
    });
    if (entered.kind === 'closed') return this.#over.resolve();
    const { view } = entered;
    if (this.#desk) this.#desk.reset(workspaceOf(view));
    else this.#desk = new Desk(view, (events) => this.#writer?.record(events));
    if (entered.kind === 'writer') {
      this.#writer = new Writer(this.#ports, this.#desk, entered.epoch, view, this.#writerHooks(), signal);
      this.#writing = { kind: 'writer' };
      this.lineChanged();
    } else {
      this.#writing = { kind: 'reader', why: 'device' };
    }
    this.#tell();
    await this.#sendLeftovers();
  }

  #writerHooks(): WriterHooks {
    return {
      changed: () => this.lineChanged(),
      lost: () => this.#demote(this.#writer),
      closed: () => this.#over.resolve(),
      notice: (sentence) => this.#hooks.notice(sentence),
    };
  }

  /** A newer tab of this profile asks for the lease: everything goes into the journal, which it then adopts. */
  #yieldToTab(): { isWriter: boolean; settled: Promise<void> } {
    const writer = this.#writer;
    if (this.#writing.kind !== 'writer' || !writer) return { isWriter: false, settled: Promise.resolve() };
    return { isWriter: true, settled: this.#read('tab', writer) };
  }

  /** Someone else writes. Whether it is a newer tab of this profile shows when that one has adopted the journal. */
  #demote(writer: Writer | undefined): void {
    if (this.#writing.kind !== 'writer' || !writer) return;
    const signal = this.#era.signal;
    const screen = this.#desk?.workspace ?? new Map();
    const put = async () => {
      await this.#read('device', writer);
      await this.#ports.clock.sleep(ADOPTED_MS, signal);
      await this.#strand(writer, screen);
    };
    // Aborted: taken over again meanwhile, or over.
    void put().catch(() => undefined);
  }

  #read(why: 'tab' | 'device', writer: Writer): Promise<void> {
    this.#writing = { kind: 'reader', why };
    const settled = writer.stop();
    this.#tell();
    return settled.then(() => {
      void this.#readAnew();
    });
  }

  async #strand(writer: Writer, screen: Workspace): Promise<void> {
    const { journal } = this.#ports;
    const unsent = writer.state.unsent;
    const isAdopted = (await journal.giveUp('stranded', writer.epoch)) === 'fenced';
    await journal.keepLeftover('stranded', writer.unkept());
    if (isAdopted) this.#writing = { kind: 'reader', why: 'tab' };
    else if (unsent > 0) this.#stranded = await this.#whatIsStranded(unsent, screen);
    this.#tell();
    await this.#sendLeftovers();
  }

  /** Compares what was on this screen with what the attempt has. */
  async #whatIsStranded(edits: number, screen: Workspace): Promise<Stranded> {
    await this.#readAnew();
    const there = this.#desk?.workspace;
    const files = [...screen].flatMap(([f, { path, text: mine }]) => {
      const theirs = there?.get(f)?.text ?? '';
      return mine === theirs ? [] : [{ path, mine, theirs }];
    });
    return { edits, files };
  }

  /* ---- small things ---- */

  /** A page that only reads looks now and then. */
  async #keepReading(): Promise<void> {
    while (!this.#signal.aborted) {
      await this.#ports.clock.sleep(READ_AGAIN_MS, this.#signal).catch(() => undefined);
      if (!this.#signal.aborted && this.#writing.kind === 'reader') await this.#readAnew();
    }
  }

  async #readAnew(): Promise<void> {
    const view = await this.#ports.link.readWorkspace().catch(() => undefined);
    if (view && this.#writing.kind === 'reader') this.#desk?.reset(workspaceOf(view));
  }

  async #flush(ms: number): Promise<boolean> {
    return this.#writer ? this.#writer.flush(ms) : true;
  }

  /** In vain now is no harm: they stay in the journal for the next time. */
  async #sendLeftovers(): Promise<void> {
    await sendLeftovers(this.#attempt.attempt, this.#ports.journal, this.#ports.link, this.#ports.clock).catch(() => undefined);
  }

  #tell(): void {
    const desk = this.#desk;
    if (!desk || this.#signal.aborted) return;
    const zero = this.#time.zero;
    const ending = this.#isSubmitting ? 'submitting' : zero;
    this.#hooks.changed({
      phase: 'active',
      attempt: this.#attempt,
      desk,
      runs: this.runs,
      time: this.#time.time,
      writing: this.#writing,
      save: this.#save.state,
      ending,
      stranded: this.#stranded,
    });
  }
}

function notSaved(): ProblemError {
  return new ProblemError({
    type: 'about:blank',
    title: 'Not submitted yet',
    status: 0,
    code: 'unavailable',
    detail:
      'Your latest edits have not reached the server, so the submission would lack them. They are kept on this device; submit once the page says “Saved”.',
  });
}
