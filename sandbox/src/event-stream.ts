import { JobEventEntrySchema, type JobEvent, type JobEventEntry } from '@twohours/wire/job';
import type { Redis } from 'ioredis';
import type { SandboxClock } from './clock.ts';

/** Of one try. What is shown of output is limited long before; this is for a program that makes up tests without end. */
const MAX_BYTES = 2 * 1024 ** 2;
/** Of what stands around an event. */
const ENTRY_BYTES = 50;

/** Writes what happens of one try to its stream: numbered, in order, batched as Redis answers, never waited for. */
export class EventStream {
  readonly #redis: Pick<Redis, 'pipeline'>;
  readonly #key: string;
  readonly #try: number;
  readonly #clock: Pick<SandboxClock, 'monotonicMs'>;
  readonly #startedAt: number;
  #pending: JobEventEntry[] = [];
  #writing: Promise<void> | undefined;
  #n: number;
  #bytes = 0;

  /** `last` is the number of the last entry that this try has in the stream already. */
  constructor(deps: { redis: Pick<Redis, 'pipeline'>; clock: Pick<SandboxClock, 'monotonicMs'> }, key: string, jobTry: number, last = 0) {
    this.#n = last;
    this.#redis = deps.redis;
    this.#clock = deps.clock;
    this.#key = key;
    this.#try = jobTry;
    this.#startedAt = deps.clock.monotonicMs();
  }

  add(event: JobEvent): void {
    this.#bytes += Buffer.byteLength(JSON.stringify(event)) + ENTRY_BYTES;
    if (this.#bytes > MAX_BYTES) return;
    this.#n += 1;
    this.#pending.push({ try: this.#try, n: this.#n, atMs: Math.round(this.#clock.monotonicMs() - this.#startedAt), event });
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
    // Whoever flushes hears of a failure.
    this.#writing.catch(() => undefined);
  }

  /** Everything that was added is in the stream. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    // What is added in the same turn goes out together.
    await Promise.resolve();
    while (this.#pending.length > 0) {
      const batch = this.#redis.pipeline();
      for (const entry of this.#pending.splice(0)) batch.xadd(this.#key, '*', 'e', JSON.stringify(entry));
      const replies = await batch.exec();
      const failed = replies?.find(([error]) => error !== null);
      if (failed?.[0]) throw failed[0];
    }
  }
}

/**
 * The number of the last entry that a try has in its stream. A job that is done again in the same try, because its worker
 * died, goes on from there: its second `picked-up` tells readers to start over, and no number comes twice.
 */
export async function lastNumber(redis: Pick<Redis, 'xrevrange'>, key: string, jobTry: number): Promise<number> {
  const [row] = await redis.xrevrange(key, '+', '-', 'COUNT', 1);
  if (!row) return 0;
  const entry = JobEventEntrySchema.parse(JSON.parse(row[1][1] ?? ''));
  return entry.try === jobTry ? entry.n : 0;
}
