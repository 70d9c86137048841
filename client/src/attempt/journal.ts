import type { Batch, WorkspaceEvent } from '@twohours/wire/recording';

/** An event and when it happened, by the browser's clock; on sending that becomes the event's `ago`. */
export interface Stamped {
  readonly at: number;
  readonly event: WorkspaceEvent;
}

export interface JournalBatch {
  readonly seq: number;
  readonly epoch: number;
  readonly events: readonly Stamped[];
}

export interface Leftover {
  readonly id: number;
  readonly kind: 'late' | 'stranded';
  readonly batches: readonly JournalBatch[];
}

export interface Lease {
  readonly epoch: number;
  /** Of the last batch that is in the recording. */
  readonly seq: number;
}

/** What is known about the last lease that this browser profile held. */
export interface Held {
  readonly epoch: number;
  /** Leases asked for since, the answers to which may have been lost. */
  readonly asked: number;
  /** Another device has written since. */
  readonly isBroken: boolean;
}

export const NEVER_HELD: Held = { epoch: 0, asked: 0, isBroken: false };

/**
 * Keeps what was typed in one attempt until the server has it, over the death of the tab. All tabs of a browser profile
 * share it; the epoch of the last lease says which of them may write. Batches are replaced while they grow, and
 * dropped only when they are acknowledged or have become leftovers.
 */
export interface Journal {
  /** False where the browser gives no storage: then it lives as long as the page. */
  readonly isDurable: boolean;
  /** Before a lease is asked for. */
  ask(): Promise<void>;
  /** Another device has the lease. */
  broken(): Promise<void>;
  /** Under a new lease: stamps what can still be sent with it and answers with that; the rest becomes leftovers. */
  adopt(lease: Lease): Promise<readonly JournalBatch[]>;
  keep(batch: JournalBatch): Promise<'kept' | 'fenced'>;
  drop(epoch: number, seq: number): Promise<void>;
  /** In the place of everything that waits. */
  replace(epoch: number, batches: readonly JournalBatch[]): Promise<'kept' | 'fenced'>;
  /** What waits can no longer become part of the recording. Nothing, if a newer lease of this profile owns it. */
  giveUp(kind: Leftover['kind'], epoch: number): Promise<'kept' | 'fenced'>;
  /** Everything that waits, whoever owned it: the attempt is closed. */
  closed(): Promise<void>;
  keepLeftover(kind: Leftover['kind'], batches: readonly JournalBatch[]): Promise<void>;
  leftovers(): Promise<readonly Leftover[]>;
  dropLeftover(id: number): Promise<void>;
}

/**
 * Which waiting batches a new lease can still send, and which are stranded. Two things make them sendable: nobody else
 * held a lease since (every number up to `lease.seq` is then one of ours that arrived, its acknowledgement lost), or
 * nothing was recorded since the first of them was made.
 */
export function sortOut(
  held: Held,
  waiting: readonly JournalBatch[],
  lease: Lease,
): { send: readonly JournalBatch[]; stranded: readonly JournalBatch[] } {
  const first = waiting[0];
  if (!first) return { send: [], stranded: [] };
  const nobodyBetween = !held.isBroken && lease.epoch - held.epoch <= held.asked;
  if (!nobodyBetween && lease.seq >= first.seq) return { send: [], stranded: waiting };
  const unsent = waiting.filter((batch) => batch.seq > lease.seq);
  return { send: unsent.map((batch, index) => ({ ...batch, seq: lease.seq + 1 + index, epoch: lease.epoch })), stranded: [] };
}

export function batchOf(batch: JournalBatch, nowAt: number): Batch {
  return {
    seq: batch.seq,
    epoch: batch.epoch,
    events: batch.events.map(({ at, event }) => ({ ...event, ago: Math.max(0, Math.round(nowAt - at)) })),
  };
}
