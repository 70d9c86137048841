import type { ActiveView } from '@twohours/wire/attempt';
import type { AttemptId } from '@twohours/wire/id';
import type { Problem } from '@twohours/wire/problem';
import { hasCode } from '../api/problem-error.ts';
import { RunBook } from '../runs/run-book.ts';
import { Holding } from './holding.ts';
import type { LeasePorts } from './lease.ts';
import type { DeskPage } from './live-state.ts';
import { notSavedForSubmit } from './own-problems.ts';
import { SaveWatch } from './save-watch.ts';
import { TimeKeeper } from './time-keeper.ts';

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
  readonly #holding: Holding;
  #attempt: ActiveView;
  #isSubmitting = false;

  constructor(view: ActiveView, askedAt: number, ports: LeasePorts, hooks: SittingHooks, signal: AbortSignal) {
    this.#attempt = view;
    this.#ports = ports;
    this.#hooks = hooks;
    this.#signal = signal;
    const { link, clock } = ports;
    const closed = () => this.#over.resolve();
    const changed = () => this.#tell();
    this.#time = new TimeKeeper(view, askedAt, link, clock, { changed, closed });
    this.#save = new SaveWatch(undefined, clock, changed);
    this.#holding = new Holding(view.attempt, ports, { ...hooks, changed, closed, sent: () => this.lineChanged() }, signal);
    this.runs = new RunBook(link, clock, (ms) => this.#flush(ms));
  }

  get attempt(): AttemptId {
    return this.#attempt.attempt;
  }

  /** Until the attempt is closed, as far as this page was told, or the signal aborts. */
  async run(): Promise<void> {
    this.#signal.addEventListener('abort', () => this.#over.resolve(), { once: true });
    void this.#time.run(this.#signal);
    void this.runs.poll(this.#signal);
    try {
      await Promise.race([this.#holding.enter(false), this.#over.promise]);
      void this.runs.refresh().catch(() => undefined);
      void this.#holding.keepReading();
      await this.#over.promise;
    } finally {
      this.#holding.end();
    }
  }

  /* ---- what the candidate asks for ---- */

  async submit(): Promise<void> {
    this.#isSubmitting = true;
    this.#tell();
    try {
      if (!(await this.#flush(SUBMIT_FLUSH_MS))) throw notSavedForSubmit();
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
    if (this.#holding.writing.kind === 'reader') await this.#holding.enter(true);
  }

  dismissStranded(): void {
    this.#holding.dismissStranded();
  }

  /* ---- what the server says ---- */

  changed(view: ActiveView): void {
    this.#attempt = view;
    this.#time.hear(view);
    this.#holding.lost(view.epoch);
  }

  closed(): void {
    this.#over.resolve();
  }

  takenOver(epoch: number): void {
    this.#holding.lost(epoch);
  }

  /** It cannot go on in this page. */
  fail(error: unknown): void {
    this.#over.reject(error);
  }

  /** The line is back, or the machine woke up. */
  wakeUp(): void {
    this.#ports.hurry.ring();
    this.#holding.writer?.retryNow();
    this.#time.wakeUp();
    void this.runs.refresh().catch(() => undefined);
  }

  lineChanged(): void {
    const { writer } = this.#holding;
    if (writer) this.#save.look(writer.state, this.#hooks.isLineUp());
  }

  /** The page may be gone in a moment. */
  lastWords(): void {
    const { writer } = this.#holding;
    if (writer) this.#ports.link.lastWords(writer.lastWords());
  }

  /** A page that only reads has nothing to send. */
  async #flush(ms: number): Promise<boolean> {
    const { writer } = this.#holding;
    return writer ? writer.flush(ms) : true;
  }

  #tell(): void {
    const { desk, writing, stranded } = this.#holding;
    if (!desk || this.#signal.aborted) return;
    this.#hooks.changed({
      phase: 'active',
      attempt: this.#attempt,
      desk,
      runs: this.runs,
      time: this.#time.time,
      writing,
      save: this.#save.state,
      ending: this.#isSubmitting ? 'submitting' : this.#time.zero,
      stranded,
    });
  }
}
