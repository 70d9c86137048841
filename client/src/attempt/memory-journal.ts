import { NEVER_HELD, sortOut, type Held, type Journal, type JournalBatch, type Lease, type Leftover } from './journal.ts';

/** For browsers that give a page no storage, and for tests: several outboxes may share one, as tabs share a profile. */
export class MemoryJournal implements Journal {
  readonly isDurable = false;
  #held: Held = NEVER_HELD;
  #waiting: readonly JournalBatch[] = [];
  #leftovers: readonly Leftover[] = [];
  #nextId = 1;

  async ask(): Promise<void> {
    this.#held = { ...this.#held, asked: this.#held.asked + 1 };
  }

  async broken(): Promise<void> {
    this.#held = { ...this.#held, isBroken: true };
  }

  async adopt(lease: Lease): Promise<readonly JournalBatch[]> {
    const { send, stranded } = sortOut(this.#held, this.#waiting, lease);
    this.#held = { epoch: lease.epoch, asked: 0, isBroken: false };
    this.#waiting = send;
    this.#addLeftover('stranded', stranded);
    return send;
  }

  async keep(batch: JournalBatch): Promise<'kept' | 'fenced'> {
    if (batch.epoch !== this.#held.epoch) return 'fenced';
    const others = this.#waiting.filter((other) => other.seq !== batch.seq);
    this.#waiting = [...others, structuredClone(batch)].toSorted((a, b) => a.seq - b.seq);
    return 'kept';
  }

  async drop(epoch: number, seq: number): Promise<void> {
    if (epoch === this.#held.epoch) this.#waiting = this.#waiting.filter((batch) => batch.seq !== seq);
  }

  async replace(epoch: number, batches: readonly JournalBatch[]): Promise<'kept' | 'fenced'> {
    if (epoch !== this.#held.epoch) return 'fenced';
    this.#waiting = structuredClone(batches);
    return 'kept';
  }

  async giveUp(kind: Leftover['kind'], epoch: number): Promise<'kept' | 'fenced'> {
    if (epoch !== this.#held.epoch) return 'fenced';
    this.#addLeftover(kind, this.#waiting);
    this.#waiting = [];
    return 'kept';
  }

  async closed(): Promise<void> {
    this.#addLeftover('late', this.#waiting);
    this.#waiting = [];
  }

  async keepLeftover(kind: Leftover['kind'], batches: readonly JournalBatch[]): Promise<void> {
    this.#addLeftover(kind, batches);
  }

  async leftovers(): Promise<readonly Leftover[]> {
    return this.#leftovers;
  }

  async dropLeftover(id: number): Promise<void> {
    this.#leftovers = this.#leftovers.filter((leftover) => leftover.id !== id);
  }

  /** Without an await: each method is done when the next one is called, as transactions are done in order. */
  #addLeftover(kind: Leftover['kind'], batches: readonly JournalBatch[]): void {
    if (batches.length > 0) this.#leftovers = [...this.#leftovers, { id: this.#nextId++, kind, batches }];
  }
}
