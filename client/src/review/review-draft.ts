import type { Problem } from '@twohours/wire/problem';
import {
  ReviewContentSchema,
  type OwnReview,
  type ReviewContent,
  type ReviewPhase,
  type ReviewsView,
  type SaveReviewReply,
} from '@twohours/wire/review';
import type { Instant } from '@twohours/wire/time';
import type { BrowserClock } from '../api/clock.ts';
import { hasCode, problemOf } from '../api/problem-error.ts';
import type { Edit } from './content.ts';

/** What is typed is sent once nothing was typed for so long. */
const QUIET_MS = 800;
/** Whoever types without a pause is saved now and then all the same. */
const LONGEST_MS = 5_000;
const WAIT_MS = { first: 1_000, most: 15_000 };

export interface ReviewLink {
  save(expectedRevision: number, content: ReviewContent): Promise<SaveReviewReply>;
  give(expectedRevision: number): Promise<ReviewsView>;
}

/** Where the newest change is. */
export type DraftState =
  | { readonly kind: 'saved'; readonly at: Instant | undefined }
  | { readonly kind: 'saving' }
  /** Tried again by itself. */
  | { readonly kind: 'failing'; readonly problem: Problem }
  /** The server will not take it however often it is asked. */
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** Another page of the same reviewer was first: nothing is written until they say which of the two it is to be. */
  | { readonly kind: 'stale'; readonly theirs: OwnReview };

export interface DraftSnapshot {
  readonly phase: ReviewPhase;
  readonly givenAt: Instant | undefined;
  readonly content: ReviewContent;
  readonly state: DraftState;
}

/**
 * A reviewer's own review while they write it. It saves itself, one save at a time, and never over something that this
 * page has not seen.
 */
export class ReviewDraft {
  readonly #link: ReviewLink;
  readonly #clock: Pick<BrowserClock, 'sleep' | 'monotonic'>;
  readonly #listeners = new Set<() => void>();
  #revision: number;
  #savedAt: Instant | undefined;
  #snapshot: DraftSnapshot;
  /** How often something was changed, and up to which of these changes the server has it. */
  #changes = 0;
  #saved = 0;
  #unsavedSince = 0;
  #failures = 0;
  #pause: AbortController | undefined;
  /** Sent since the last answer: the server may have any of it. */
  #unanswered: { readonly content: ReviewContent; readonly change: number }[] = [];
  #saving: Promise<void> | undefined;

  constructor(link: ReviewLink, clock: Pick<BrowserClock, 'sleep' | 'monotonic'>, own: OwnReview) {
    this.#link = link;
    this.#clock = clock;
    this.#revision = own.revision;
    this.#savedAt = own.savedAt;
    this.#snapshot = { phase: own.phase, givenAt: own.givenAt, content: own.content, state: { kind: 'saved', at: own.savedAt } };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly now = (): DraftSnapshot => this.#snapshot;

  get isUnsaved(): boolean {
    return this.#saved < this.#changes;
  }

  change(edit: Edit): void {
    const content = edit(this.#snapshot.content);
    if (this.#snapshot.phase === 'given' || content === this.#snapshot.content) return;
    if (!this.isUnsaved) this.#unsavedSince = this.#clock.monotonic();
    this.#changes += 1;
    const { state } = this.#snapshot;
    // What was refused was another text: this one is asked about anew.
    const isAskedAnew = state.kind === 'saved' || state.kind === 'refused';
    this.#set({ phase: 'draft', content, state: isAskedAnew ? { kind: 'saving' } : state });
    const isLongAgo = this.#clock.monotonic() - this.#unsavedSince >= LONGEST_MS;
    if (!isLongAgo || !this.#pause) this.#saveIn(QUIET_MS);
  }

  /** What the server said that it has: taken over where nothing here would be lost by it. */
  hear(own: OwnReview): void {
    if (this.isUnsaved || this.#saving || own.revision < this.#revision) return;
    if (own.revision === this.#revision && own.phase === this.#snapshot.phase) return;
    this.#become(own);
  }

  /** Saves what is unsaved now; whether everything is saved then. */
  async flush(): Promise<boolean> {
    this.#stopWaiting();
    await this.#saving;
    if (this.isUnsaved && this.#maySave) await this.#save();
    return !this.isUnsaved && this.#snapshot.state.kind === 'saved';
  }

  /** For good. Rejects with a ProblemError that says why it was not given; undefined where it could not be saved before. */
  async give(): Promise<ReviewsView | undefined> {
    if (!(await this.flush())) return undefined;
    const view = await this.#link.give(this.#revision);
    if (view.own) this.#become(view.own);
    return view;
  }

  takeTheirs(): void {
    if (this.#snapshot.state.kind === 'stale') this.#become(this.#snapshot.state.theirs);
  }

  /** Saves over what the other page had, which has been looked at. */
  keepMine(): void {
    const { state } = this.#snapshot;
    if (state.kind !== 'stale' || state.theirs.phase === 'given') return;
    this.#revision = state.theirs.revision;
    this.#set({ state: { kind: 'saving' } });
    this.#saveIn(0);
  }

  get #maySave(): boolean {
    return this.#snapshot.state.kind !== 'stale' && this.#snapshot.state.kind !== 'refused';
  }

  #stopWaiting(): void {
    this.#pause?.abort();
    this.#pause = undefined;
  }

  #become(own: OwnReview): void {
    this.#stopWaiting();
    this.#revision = own.revision;
    this.#savedAt = own.savedAt;
    this.#saved = this.#changes;
    this.#set({ phase: own.phase, givenAt: own.givenAt, content: own.content, state: { kind: 'saved', at: own.savedAt } });
  }

  #saveIn(ms: number): void {
    this.#pause?.abort();
    const pause = new AbortController();
    this.#pause = pause;
    this.#clock.sleep(ms, pause.signal).then(
      () => {
        this.#pause = undefined;
        return this.#save();
      },
      () => undefined,
    );
  }

  async #save(): Promise<void> {
    // Whatever was changed meanwhile is saved after it.
    if (this.#saving || !this.isUnsaved || !this.#maySave) return;
    this.#saving = this.#saveOnce(this.#snapshot.content, this.#changes);
    await this.#saving;
    this.#saving = undefined;
    if (this.isUnsaved && this.#maySave && !this.#pause) this.#saveIn(this.#failures > 0 ? this.#backoffMs : QUIET_MS);
  }

  get #backoffMs(): number {
    return Math.min(WAIT_MS.most, WAIT_MS.first * 2 ** (this.#failures - 1));
  }

  async #saveOnce(content: ReviewContent, change: number): Promise<void> {
    const isRetry = this.#failures > 0;
    try {
      const reply = await this.#link.save(this.#revision, content);
      if (reply.kind === 'saved') return this.#isSaved(reply.revision, reply.savedAt, change);
      // It had been saved, and only the answer was lost.
      const unanswered = isRetry ? [...this.#unanswered, { content, change }] : [];
      const own = unanswered.find((sent) => isSame(reply.theirs.content, sent.content));
      if (own) return this.#isSaved(reply.theirs.revision, reply.theirs.savedAt, own.change);
      this.#failures = 0;
      this.#set({ state: { kind: 'stale', theirs: reply.theirs } });
    } catch (error) {
      this.#failures += 1;
      this.#unanswered.push({ content, change });
      const isPassing = hasCode(error, 'unavailable', 'internal', 'too-many-requests', 'not-signed-in');
      this.#set({ state: { kind: isPassing ? 'failing' : 'refused', problem: problemOf(error) } });
    }
  }

  #isSaved(revision: number, savedAt: Instant | undefined, change: number): void {
    this.#failures = 0;
    this.#unanswered = [];
    this.#revision = revision;
    this.#savedAt = savedAt;
    this.#saved = change;
    this.#unsavedSince = this.#clock.monotonic();
    this.#set({ state: this.isUnsaved ? { kind: 'saving' } : { kind: 'saved', at: this.#savedAt } });
  }

  #set(change: Partial<DraftSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** Whatever the order of their members is. */
function isSame(one: ReviewContent, other: ReviewContent): boolean {
  return JSON.stringify(ReviewContentSchema.parse(one)) === JSON.stringify(ReviewContentSchema.parse(other));
}
