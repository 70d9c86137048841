import type { RunId } from '@twohours/wire/id';
import type { NoticeOf } from '@twohours/wire/socket';
import type { RunView } from '@twohours/wire/run';
import type { BrowserClock } from '../api/clock.ts';
import type { Link } from '../attempt/link.ts';
import { notSavedForRun } from '../attempt/own-problems.ts';
import { emptyPicture, pictureOf, withEnding, withEntries, withPlace, type RunPicture } from './run-picture.ts';

const POLL_MS = 1_000;
/** What is typed has this long to reach the server before a run gives up. */
const FLUSH_MS = 10_000;

export type RunBookState =
  | { readonly kind: 'idle' }
  /** What is on screen is being saved first, so that the run sees it. */
  | { readonly kind: 'saving' }
  | { readonly kind: 'starting' };

export interface RunBookSnapshot {
  readonly busy: RunBookState;
  /** The last run, going on or ended. */
  readonly run: RunPicture | undefined;
  readonly isCancelling: boolean;
}

/** The runs of one attempt: starts, follows and cancels them; one goes on at a time. */
export class RunBook {
  readonly #link: Pick<Link, 'isLive' | 'startRun' | 'cancelRun' | 'followRun' | 'listRuns'>;
  readonly #clock: BrowserClock;
  readonly #flush: (ms: number) => Promise<boolean>;
  readonly #listeners = new Set<() => void>();
  #snapshot: RunBookSnapshot = { busy: { kind: 'idle' }, run: undefined, isCancelling: false };

  constructor(
    link: Pick<Link, 'isLive' | 'startRun' | 'cancelRun' | 'followRun' | 'listRuns'>,
    clock: BrowserClock,
    flush: (ms: number) => Promise<boolean>,
  ) {
    this.#link = link;
    this.#clock = clock;
    this.#flush = flush;
  }

  get snapshot(): RunBookSnapshot {
    return this.#snapshot;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get isGoingOn(): boolean {
    const { busy, run } = this.#snapshot;
    return busy.kind !== 'idle' || (run !== undefined && run.stage.kind !== 'ended');
  }

  /** Rejects with a ProblemError that says why it did not start. */
  async start(): Promise<void> {
    if (this.isGoingOn) return;
    this.#set({ busy: { kind: 'saving' } });
    try {
      if (!(await this.#flush(FLUSH_MS))) throw notSavedForRun();
      this.#set({ busy: { kind: 'starting' } });
      this.#set({ run: emptyPicture(await this.#link.startRun()), isCancelling: false });
    } finally {
      this.#set({ busy: { kind: 'idle' } });
      // Also when it did not start: another page's run may be why, and was not looked at meanwhile.
      await this.refresh().catch(() => undefined);
    }
  }

  async cancel(): Promise<void> {
    const { run } = this.#snapshot;
    if (!run || run.stage.kind === 'ended') return;
    this.#set({ isCancelling: true });
    try {
      await this.#link.cancelRun(run.id);
    } catch (error) {
      this.#set({ isCancelling: false });
      throw error;
    }
  }

  /** On opening the page, and whenever the line is back: the last run from its first event. */
  async refresh(): Promise<void> {
    const last = this.#snapshot.run?.id ?? (await this.#link.listRuns()).toSorted((a, b) => b.number - a.number)[0]?.id;
    if (last !== undefined) await this.#follow(last);
  }

  /** Without a socket nothing arrives by itself. */
  async poll(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#clock.sleep(POLL_MS, signal).catch(() => undefined);
      const { run } = this.#snapshot;
      if (!signal.aborted && run && run.stage.kind !== 'ended' && !this.#link.isLive) await this.#follow(run.id).catch(() => undefined);
    }
  }

  happened({ run, entries }: NoticeOf<'run:happened'>): void {
    this.#hear(run, (picture) => withEntries(picture, entries));
  }

  moved({ run, place }: NoticeOf<'run:moved'>): void {
    this.#hear(run, (picture) => withPlace(picture, place));
  }

  ended(run: RunView): void {
    const picture = this.#snapshot.run;
    if (picture?.id === run.id) this.#set({ run: withEnding(picture, run), isCancelling: false });
    else this.#followSoon(run.id);
  }

  #hear(run: RunId, change: (picture: RunPicture) => RunPicture | undefined): void {
    const { run: picture, busy } = this.#snapshot;
    if (picture?.id === run) {
      const next = change(picture);
      if (next) this.#set({ run: next });
      else this.#followSoon(run);
    } else if (busy.kind === 'idle') {
      // One that another tab of this attempt started. While this one starts one, it is looked at right after.
      this.#followSoon(run);
    }
  }

  #followSoon(run: RunId): void {
    // A line that breaks meanwhile is asked again when it is back.
    void this.#follow(run).catch(() => undefined);
  }

  async #follow(run: RunId): Promise<void> {
    const told = pictureOf(await this.#link.followRun(run));
    const { run: shown } = this.#snapshot;
    if (shown && shown.number > told.number) return;
    // Events that came while the story was on its way are in neither only if one is missing; then it is asked again.
    const isOlder = shown?.id === told.id && (shown.try > told.try || (shown.try === told.try && shown.n > told.n));
    const next = isOlder && told.stage.kind !== 'ended' ? shown : told;
    this.#set({ run: next, ...(next.stage.kind === 'ended' ? { isCancelling: false } : {}) });
  }

  #set(change: Partial<RunBookSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
