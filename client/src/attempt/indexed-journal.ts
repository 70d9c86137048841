import type { AttemptId } from '@twohours/wire/id';
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { NEVER_HELD, sortOut, type Held, type Journal, type JournalBatch, type Lease, type Leftover } from './journal.ts';
import { MemoryJournal } from './memory-journal.ts';

interface Schema extends DBSchema {
  held: { key: AttemptId; value: Held };
  waiting: { key: [AttemptId, number]; value: JournalBatch };
  leftovers: {
    key: number;
    value: { attempt: AttemptId; kind: Leftover['kind']; batches: readonly JournalBatch[] };
    indexes: { attempt: AttemptId };
  };
}

const STORES = ['held', 'waiting', 'leftovers'] as const;
type Change = IDBPTransaction<Schema, typeof STORES, 'readwrite'>;

/** The journal of one attempt in this browser profile, or one that lives as long as the page where there is no storage. */
export async function openJournal(attempt: AttemptId): Promise<Journal> {
  try {
    const db = await openDB<Schema>('twohours', 1, {
      upgrade(db) {
        db.createObjectStore('held');
        db.createObjectStore('waiting');
        db.createObjectStore('leftovers', { autoIncrement: true }).createIndex('attempt', 'attempt');
      },
    });
    return new IndexedJournal(db, attempt);
  } catch {
    return new MemoryJournal();
  }
}

/** Each method is one transaction: tabs cannot come between its reading of the epoch and its writing. */
class IndexedJournal implements Journal {
  readonly isDurable = true;
  readonly #db: IDBPDatabase<Schema>;
  readonly #attempt: AttemptId;
  readonly #mine: IDBKeyRange;

  constructor(db: IDBPDatabase<Schema>, attempt: AttemptId) {
    this.#db = db;
    this.#attempt = attempt;
    this.#mine = IDBKeyRange.bound([attempt, 0], [attempt, Infinity]);
  }

  async ask(): Promise<void> {
    await this.#change(async (change, held) => change.objectStore('held').put({ ...held, asked: held.asked + 1 }, this.#attempt));
  }

  async broken(): Promise<void> {
    await this.#change(async (change, held) => change.objectStore('held').put({ ...held, isBroken: true }, this.#attempt));
  }

  async adopt(lease: Lease): Promise<readonly JournalBatch[]> {
    return this.#change(async (change, held) => {
      const waiting = await change.objectStore('waiting').getAll(this.#mine);
      const { send, stranded } = sortOut(held, waiting, lease);
      await change.objectStore('held').put({ epoch: lease.epoch, asked: 0, isBroken: false }, this.#attempt);
      await this.#setWaiting(change, send);
      await this.#addLeftover(change, 'stranded', stranded);
      return send;
    });
  }

  async keep(batch: JournalBatch): Promise<'kept' | 'fenced'> {
    return this.#change(async (change, held) => {
      if (batch.epoch !== held.epoch) return 'fenced';
      await change.objectStore('waiting').put(batch, [this.#attempt, batch.seq]);
      return 'kept';
    });
  }

  async drop(epoch: number, seq: number): Promise<void> {
    await this.#change(async (change, held) => {
      if (epoch === held.epoch) await change.objectStore('waiting').delete([this.#attempt, seq]);
    });
  }

  async replace(epoch: number, batches: readonly JournalBatch[]): Promise<'kept' | 'fenced'> {
    return this.#change(async (change, held) => {
      if (epoch !== held.epoch) return 'fenced';
      await this.#setWaiting(change, batches);
      return 'kept';
    });
  }

  async giveUp(kind: Leftover['kind'], epoch: number): Promise<'kept' | 'fenced'> {
    return this.#change(async (change, held) => {
      if (epoch !== held.epoch) return 'fenced';
      await this.#moveToLeftovers(change, kind);
      return 'kept';
    });
  }

  async closed(): Promise<void> {
    await this.#change((change) => this.#moveToLeftovers(change, 'late'));
  }

  async keepLeftover(kind: Leftover['kind'], batches: readonly JournalBatch[]): Promise<void> {
    await this.#change((change) => this.#addLeftover(change, kind, batches));
  }

  async leftovers(): Promise<readonly Leftover[]> {
    return this.#change(async (change) => {
      const found: Leftover[] = [];
      for await (const cursor of change.objectStore('leftovers').index('attempt').iterate(this.#attempt)) {
        found.push({ id: cursor.primaryKey, kind: cursor.value.kind, batches: cursor.value.batches });
      }
      return found;
    });
  }

  async dropLeftover(id: number): Promise<void> {
    await this.#change((change) => change.objectStore('leftovers').delete(id));
  }

  async #change<T>(work: (change: Change, held: Held) => Promise<T>): Promise<T> {
    // Relaxed: what must be outlived is the tab, not the machine's power supply; and each keystroke comes through here.
    const change = this.#db.transaction(STORES, 'readwrite', { durability: 'relaxed' });
    const held = (await change.objectStore('held').get(this.#attempt)) ?? NEVER_HELD;
    const [value] = await Promise.all([work(change, held), change.done]);
    return value;
  }

  async #setWaiting(change: Change, batches: readonly JournalBatch[]): Promise<void> {
    await change.objectStore('waiting').delete(this.#mine);
    for (const batch of batches) await change.objectStore('waiting').put(batch, [this.#attempt, batch.seq]);
  }

  async #addLeftover(change: Change, kind: Leftover['kind'], batches: readonly JournalBatch[]): Promise<void> {
    if (batches.length > 0) await change.objectStore('leftovers').add({ attempt: this.#attempt, kind, batches });
  }

  async #moveToLeftovers(change: Change, kind: Leftover['kind']): Promise<void> {
    await this.#addLeftover(change, kind, await change.objectStore('waiting').getAll(this.#mine));
    await change.objectStore('waiting').delete(this.#mine);
  }
}
