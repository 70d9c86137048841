import type { AppendReply, Batch, WorkspaceEvent } from '@twohours/wire/recording';
import type { Instant } from '@twohours/wire/time';
import type { BrowserClock } from '../api/clock.ts';
import { Bell } from './bell.ts';
import { batchOf, type Journal, type JournalBatch, type Lease, type Stamped } from './journal.ts';
import { stampOf } from './stamp.ts';

/*
  From the editor to the recording. Events are gathered in the youngest batch; each batch is in the journal before it is
  sent, and leaves it when it is acknowledged. One batch is on its way at a time, and once it was sent it never changes,
  so that sending it again is harmless. Everything typed meanwhile gathers in the next, however slow the line is.
  Two loops do this: one keeps what is new in the journal, one sends what is kept.
*/

/** Batches follow each other no faster than this. */
const BATCH_EVERY_MS = 250;
/** A batch that waits grows until one of these is reached. */
const MOST_EVENTS = 400;
const MOST_CHARACTERS = 48 * 1024;
const RETRY_MS = { first: 500, most: 4_000 };

export interface OutboxPorts {
  readonly journal: Journal;
  readonly clock: BrowserClock;
  /** Throws when the server cannot be asked at the moment. */
  send(batch: Batch): Promise<AppendReply>;
}

/** Why an outbox stopped sending. It goes on keeping what is recorded. */
export type Halt =
  | { readonly kind: 'not-the-writer'; readonly epoch: number }
  | { readonly kind: 'closed' }
  /** Server and page disagree about the workspace: it is to be read and stated anew. */
  | { readonly kind: 'disagree'; readonly message: string };

export interface OutboxState {
  /** Events that the server has not acknowledged. */
  readonly unsent: number;
  readonly savedAt: Instant | undefined;
  /** Whether the last sending got an answer. */
  readonly isReachable: boolean;
  /** False when the journal could not keep them: they live as long as the page. */
  readonly isKept: boolean;
}

interface Draft {
  readonly seq: number;
  readonly events: Stamped[];
  characters: number;
  /** How many of the events are in the journal. */
  kept: number;
  isSealed: boolean;
}

export class Outbox {
  readonly epoch: number;
  readonly #ports: OutboxPorts;
  readonly #changed = new Bell();
  readonly #onChange: () => void;
  #drafts: Draft[];
  #next: number;
  #halt: Halt | undefined;
  #hurries = 0;
  #isReachable = true;
  #isKept: boolean;
  #savedAt: Instant | undefined;
  #lastSentAt = -Infinity;
  #retryMs = RETRY_MS.first;

  constructor(ports: OutboxPorts, lease: Lease, waiting: readonly JournalBatch[], onChange: () => void, savedAt?: Instant) {
    this.#ports = ports;
    this.#onChange = onChange;
    this.epoch = lease.epoch;
    this.#isKept = ports.journal.isDurable;
    this.#savedAt = savedAt;
    this.#drafts = waiting.map((batch) => ({ seq: batch.seq, events: [...batch.events], characters: 0, kept: batch.events.length, isSealed: true }));
    this.#next = (waiting.at(-1)?.seq ?? lease.seq) + 1;
  }

  get state(): OutboxState {
    const unsent = this.#drafts.reduce((sum, draft) => sum + draft.events.length, 0);
    return { unsent, savedAt: this.#savedAt, isReachable: this.#isReachable, isKept: this.#isKept };
  }

  /** Of the last batch that was acknowledged. */
  get acknowledged(): number {
    return (this.#drafts[0]?.seq ?? this.#next) - 1;
  }

  record(events: readonly WorkspaceEvent[]): void {
    for (const event of events) {
      const size = 'text' in event ? event.text.length : 's' in event ? event.s.length : 0;
      const draft = this.#openDraft(size);
      draft.events.push({ at: stampOf(this.#ports.clock), event });
      draft.characters += size;
    }
    this.#tell();
  }

  #openDraft(size: number): Draft {
    const last = this.#drafts.at(-1);
    if (last && !last.isSealed && last.events.length < MOST_EVENTS && last.characters + size <= MOST_CHARACTERS) return last;
    const draft: Draft = { seq: this.#next++, events: [], characters: 0, kept: 0, isSealed: false };
    this.#drafts.push(draft);
    return draft;
  }

  /** Sends until it is halted or the signal aborts; goes on keeping until the signal. */
  async run(signal: AbortSignal): Promise<Halt | undefined> {
    void this.#keepLoop(signal);
    await this.#sendLoop(signal);
    return this.#halt;
  }

  /** Whether everything recorded so far was acknowledged within `ms`. */
  async flush(ms: number, signal: AbortSignal): Promise<boolean> {
    const until = this.#ports.clock.monotonic() + ms;
    const through = this.#next - 1;
    this.#hurries++;
    this.retryNow();
    try {
      while (this.acknowledged < through && !this.#halt && !signal.aborted) {
        const left = until - this.#ports.clock.monotonic();
        if (left <= 0) break;
        await this.#changed.waitAtMost(left, this.#ports.clock, signal);
      }
    } finally {
      this.#hurries--;
    }
    return this.acknowledged >= through;
  }

  /** Until everything recorded is in the journal: another tab of this profile is about to take over. */
  async settle(signal: AbortSignal): Promise<void> {
    while (this.#drafts.some((draft) => draft.kept < draft.events.length) && !signal.aborted) await this.#changed.wait(signal);
  }

  /** The line is back: do not wait for the next try. */
  retryNow(): void {
    this.#retryMs = 0;
    this.#changed.ring();
  }

  stop(halt: Halt): void {
    this.#halt ??= halt;
    this.#tell();
  }

  /** What is not acknowledged, for the last moment of a page. Sealed: the page may come back, and a number is used once. */
  lastWords(): Batch[] {
    for (const draft of this.#drafts) draft.isSealed = true;
    return this.#drafts.map((draft) => batchOf({ seq: draft.seq, epoch: this.epoch, events: draft.events }, stampOf(this.#ports.clock)));
  }

  /** What never reached the journal. */
  unkept(): JournalBatch[] {
    return this.#drafts.flatMap((draft) =>
      draft.kept < draft.events.length ? [{ seq: draft.seq, epoch: this.epoch, events: draft.events.slice(draft.kept) }] : [],
    );
  }

  async #keepLoop(signal: AbortSignal): Promise<void> {
    for (;;) {
      const draft = this.#drafts.find((one) => one.kept < one.events.length);
      if (!draft) {
        // Only here: what was recorded before the end is kept to the last.
        if (signal.aborted) return;
        await this.#changed.wait(signal);
        continue;
      }
      const events = [...draft.events];
      const kept = await this.#keep({ seq: draft.seq, epoch: this.epoch, events });
      if (kept === 'fenced') return this.stop({ kind: 'not-the-writer', epoch: this.epoch + 1 });
      draft.kept = events.length;
      this.#tell();
    }
  }

  async #keep(batch: JournalBatch): Promise<'kept' | 'fenced'> {
    try {
      return await this.#ports.journal.keep(batch);
    } catch {
      // Storage is full or was taken away: better sent unkept than not at all, and the badge says so.
      this.#isKept = false;
      return 'kept';
    }
  }

  async #sendLoop(signal: AbortSignal): Promise<void> {
    const { clock } = this.#ports;
    while (!signal.aborted && !this.#halt) {
      const draft = this.#drafts[0];
      const due = this.#hurries > 0 ? 0 : this.#lastSentAt + BATCH_EVERY_MS - clock.monotonic();
      if (draft && due > 0) await this.#changed.waitAtMost(due, clock, signal);
      else if (draft && draft.kept === draft.events.length) await this.#send(draft, signal);
      else await this.#changed.wait(signal);
    }
  }

  async #send(draft: Draft, signal: AbortSignal): Promise<void> {
    const { clock } = this.#ports;
    draft.isSealed = true;
    this.#lastSentAt = clock.monotonic();
    let reply: AppendReply;
    try {
      reply = await this.#ports.send(batchOf({ seq: draft.seq, epoch: this.epoch, events: draft.events }, stampOf(clock)));
    } catch {
      this.#isReachable = false;
      this.#retryMs = Math.min(RETRY_MS.most, this.#retryMs * 2 || RETRY_MS.first);
      this.#tell();
      const until = clock.monotonic() + this.#retryMs;
      // Every keystroke rings; only `retryNow` makes the wait shorter.
      while (!signal.aborted && !this.#halt && this.#retryMs > 0 && clock.monotonic() < until) {
        await this.#changed.waitAtMost(until - clock.monotonic(), clock, signal);
      }
      return;
    }
    this.#isReachable = true;
    this.#retryMs = RETRY_MS.first;
    await this.#answered(draft, reply);
    this.#tell();
  }

  async #answered(draft: Draft, reply: AppendReply): Promise<void> {
    switch (reply.kind) {
      case 'saved':
        this.#savedAt = Math.max(reply.savedAt, this.#savedAt ?? 0);
        // Still in the journal if that fails: sent once more after a reload, which is harmless.
        await this.#ports.journal.drop(this.epoch, draft.seq).catch(() => undefined);
        this.#drafts = this.#drafts.filter((one) => one !== draft);
        return;
      case 'not-the-writer':
        return this.stop({ kind: 'not-the-writer', epoch: reply.epoch });
      case 'closed':
        return this.stop({ kind: 'closed' });
      case 'refused':
        return this.stop({ kind: 'disagree', message: reply.message });
      case 'gap':
        // One batch at a time, in order: the server misses one that it had acknowledged.
        return this.stop({ kind: 'disagree', message: `The server expected batch ${reply.expected}, this page sent ${draft.seq}.` });
    }
  }

  #tell(): void {
    this.#changed.ring();
    this.#onChange();
  }
}
