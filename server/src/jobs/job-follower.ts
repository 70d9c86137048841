import { JobEventEntrySchema, type JobEventEntry } from '@twohours/wire/job';
import type { Clock } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Keys } from '../redis/keys.ts';

type Row = [id: string, fields: string[]];
export type OnEntries = (entries: readonly JobEventEntry[]) => void;

/** The last event of a job that was passed on. Another object whenever another one was. */
export interface Heard {
  readonly try: number;
  readonly n: number;
}

export interface JobFollowerDeps {
  readonly redis: Redis;
  /** Used by nobody else. */
  readonly blocking: Redis;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'error'>;
  readonly server: string;
  /** What the record of the run or grading says. */
  readonly isOver: (id: string) => Promise<boolean>;
}

interface Followed {
  last: string;
  heard: Heard;
  readonly onEntries: OnEntries;
}

const NOTHING: Heard = { try: 0, n: 0 };

const BLOCK_MS = 5_000;
const RETRY_MS = 500;
const FORGET_EVERY_MS = 60_000;

/** What cannot be read is left out: one event that a sandbox got wrong must not hide all others. */
function parse(rows: readonly Row[], log: Pick<Logger, 'error'>): JobEventEntry[] {
  return rows.flatMap(([id, fields]) => {
    try {
      return [JobEventEntrySchema.parse(JSON.parse(fields[1] ?? ''))];
    } catch (error) {
      log.error({ err: error, entry: id }, 'an event of a job cannot be read and is left out');
      return [];
    }
  });
}

/**
 * Theory of operation. One connection of its own blocks on the event streams of all open jobs at once. A stream of this
 * follower alone is among them: an entry there ends the blocking read, so that a job is followed from the moment it is
 * asked for and not from the next round. Whoever settles a job tells its own follower with `finish`; the followers of
 * other servers find out by themselves, now and then. Only the sandbox writes to the streams.
 */
export class JobFollower {
  readonly #redis: Redis;
  readonly #blocking: Redis;
  readonly #keys: Keys;
  readonly #wakeKey: string;
  readonly #clock: Clock;
  readonly #log: Pick<Logger, 'error'>;
  readonly #isOver: (id: string) => Promise<boolean>;
  readonly #followed = new Map<string, Followed>();
  // Not `$`: an entry that comes between two reads would be slept through.
  #wakeLast = '0';

  constructor(deps: JobFollowerDeps) {
    this.#redis = deps.redis;
    this.#blocking = deps.blocking;
    this.#keys = deps.keys;
    this.#clock = deps.clock;
    this.#log = deps.log;
    this.#isOver = deps.isOver;
    this.#wakeKey = deps.keys.followerWake(deps.server);
  }

  /** Every entry from the first on, in order, until `finish`. Following twice is following once. */
  follow(id: string, onEntries: OnEntries): void {
    if (this.#followed.has(id)) return;
    this.#followed.set(id, { last: '0', heard: NOTHING, onEntries });
    void this.#wake().catch(() => undefined);
  }

  isFollowing(id: string): boolean {
    return this.#followed.has(id);
  }

  /** Undefined where it is not followed. */
  heardOf(id: string): Heard | undefined {
    return this.#followed.get(id)?.heard;
  }

  /** Reads what is still to come and stops. Called when the job has ended. */
  async finish(id: string): Promise<void> {
    const followed = this.#followed.get(id);
    if (!followed) return;
    const rows = await this.#redis.xrange(this.#keys.jobEvents(id), `(${followed.last}`, '+');
    this.#deliver(id, rows);
    this.#followed.delete(id);
  }

  async readAll(id: string): Promise<JobEventEntry[]> {
    return parse(await this.#redis.xrange(this.#keys.jobEvents(id), '-', '+'), this.#log);
  }

  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.#blocking.disconnect());
    let forgotAt = this.#clock.now();
    while (!signal.aborted) {
      try {
        await this.#readOnce();
        if (this.#clock.now() - forgotAt < FORGET_EVERY_MS) continue;
        await this.#forgetEnded();
        forgotAt = this.#clock.now();
      } catch (error) {
        if (signal.aborted) return;
        this.#log.error({ err: error }, 'following jobs failed and is tried again');
        await this.#clock.sleep(RETRY_MS, signal);
      }
    }
  }

  async #readOnce(): Promise<void> {
    const idOf = new Map([...this.#followed.keys()].map((id) => [this.#keys.jobEvents(id), id]));
    const streams = [this.#wakeKey, ...idOf.keys()];
    const from = [this.#wakeLast, ...[...idOf.values()].map((id) => this.#followed.get(id)?.last ?? '0')];
    const reply = await this.#blocking.xread('COUNT', 500, 'BLOCK', BLOCK_MS, 'STREAMS', ...streams, ...from);
    for (const [stream, rows] of reply ?? []) {
      if (stream === this.#wakeKey) this.#wakeLast = rows.at(-1)?.[0] ?? this.#wakeLast;
      const id = idOf.get(stream);
      if (id !== undefined) this.#deliver(id, rows);
    }
  }

  async #forgetEnded(): Promise<void> {
    for (const id of this.#followed.keys()) if (await this.#isOver(id)) await this.finish(id);
  }

  #deliver(id: string, rows: readonly Row[]): void {
    const followed = this.#followed.get(id);
    if (!followed) return;
    // The blocking read and `finish` may both have read a row.
    const news = rows.filter(([row]) => isAfter(row, followed.last));
    const last = news.at(-1);
    if (!last) return;
    followed.last = last[0];
    const entries = parse(news, this.#log);
    const heard = entries.at(-1);
    if (heard) followed.heard = { try: heard.try, n: heard.n };
    followed.onEntries(entries);
  }

  async #wake(): Promise<void> {
    await this.#redis.multi().xadd(this.#wakeKey, 'MAXLEN', 1, '*', 'w', '1').expire(this.#wakeKey, 3_600).exec();
  }
}

function isAfter(a: string, b: string): boolean {
  const [aMs = 0, aN = 0] = a.split('-').map(Number);
  const [bMs = 0, bN = 0] = b.split('-').map(Number);
  return aMs > bMs || (aMs === bMs && aN > bN);
}
