import type { AttemptId } from '@twohours/wire/id';
import { RecordedEntrySchema, type AttemptEvent, type Batch, type RecordedEntry } from '@twohours/wire/recording';
import type { Instant } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Keys } from '../redis/keys.ts';
import { bindScript } from '../redis/script.ts';

export interface StoredEntry {
  /** Redis' id of the entry: where to go on reading, and when it came. */
  readonly id: string;
  readonly entry: RecordedEntry;
  /** The entry as it lies there. */
  readonly text: string;
}

/** Whoever opens an attempt asks for several things that are made of its recording. */
const MOST_HELD = 4;

interface Held {
  readonly entries: readonly RecordedEntry[];
  readonly lastEntry: string | undefined;
}

const AppendScriptReplySchema = z.union([
  z.tuple([z.literal('saved'), z.number(), z.string()]),
  z.tuple([z.literal('repeated'), z.number()]),
  z.tuple([z.literal('not-the-writer'), z.number()]),
  z.tuple([z.literal('gap'), z.number()]),
  z.tuple([z.literal('closed')]),
]);

/** Redis numbers stream entries by its own clock. */
export function instantOf(entryId: string): Instant {
  return Number(entryId.split('-')[0]);
}

export class RecordingStore {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #append;
  /** The ones that were read last, those read longest ago first. */
  readonly #held = new Map<AttemptId, Promise<Held>>();

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
    this.#append = bindScript(redis, {
      file: new URL('./append-batch.lua', import.meta.url),
      keys: ['attempt', 'recording'],
      args: ['now', 'epoch', 'seq', 'entry'],
      reply: AppendScriptReplySchema,
    });
  }

  /** `at` is the moment since Start that the batch is stamped with. */
  async append(attempt: AttemptId, batch: Batch, at: number, now: Instant) {
    const entry: RecordedEntry = { v: 1, at, seq: batch.seq, epoch: batch.epoch, events: batch.events };
    return this.#append({
      attempt: this.#keys.attempt(attempt),
      recording: this.#keys.recording(attempt),
      now,
      epoch: batch.epoch,
      seq: batch.seq,
      entry: JSON.stringify(entry),
    });
  }

  /** The server's own lines: no sequence, no lease. */
  async note(attempt: AttemptId, at: number, event: AttemptEvent): Promise<void> {
    const entry: RecordedEntry = { v: 1, at, events: [event] };
    await this.#redis.xadd(this.#keys.recording(attempt), '*', 'e', JSON.stringify(entry));
  }

  /** Everything after the entry `after`, oldest first. */
  async readAfter(attempt: AttemptId, after?: string): Promise<StoredEntry[]> {
    const rows = await this.#redis.xrange(this.#keys.recording(attempt), after === undefined ? '-' : `(${after}`, '+');
    return rows.map(([id, fields]) => {
      const text = fields[1] ?? '';
      return { id, text, entry: RecordedEntrySchema.parse(JSON.parse(text)) };
    });
  }

  /** What was read before is not read again: a recording only ever grows, or is gone. */
  async readAll(attempt: AttemptId): Promise<readonly RecordedEntry[]> {
    const reading = this.#readOn(attempt, this.#held.get(attempt));
    this.#held.delete(attempt);
    this.#held.set(attempt, reading);
    const [oldest] = this.#held.keys();
    if (this.#held.size > MOST_HELD && oldest) this.#held.delete(oldest);
    try {
      return (await reading).entries;
    } catch (error) {
      if (this.#held.get(attempt) === reading) this.#held.delete(attempt);
      throw error;
    }
  }

  async #readOn(attempt: AttemptId, reading: Promise<Held> | undefined): Promise<Held> {
    // Whoever began to read it is told of what went wrong.
    const held = await reading?.catch(() => undefined);
    if (held) {
      const news = await this.readAfter(attempt, held.lastEntry);
      if ((await this.#redis.xlen(this.#keys.recording(attempt))) === held.entries.length + news.length) {
        return news.length === 0 ? held : { entries: [...held.entries, ...news.map(({ entry }) => entry)], lastEntry: news.at(-1)?.id };
      }
    }
    const all = await this.readAfter(attempt);
    return { entries: all.map(({ entry }) => entry), lastEntry: all.at(-1)?.id };
  }
}
