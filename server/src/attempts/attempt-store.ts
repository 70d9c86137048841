import type { AttemptId } from '@twohours/wire/id';
import type { RecordedEntry } from '@twohours/wire/recording';
import type { Instant } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { jobIdOf } from '../jobs/job-id.ts';
import type { Grading } from '../grading/grading.ts';
import type { Keys } from '../redis/keys.ts';
import { bindScript } from '../redis/script.ts';
import { committedOrNot, CommitReplySchema, readVersioned, type Versioned } from '../redis/versioned.ts';
import { AttemptSchema, closesAtOf, deadlineOf, type Attempt } from './attempt.ts';

/** What is stored together with a new version of an attempt. */
export interface AttemptChange {
  readonly entry?: RecordedEntry;
  readonly log?: LogLine;
  readonly grading?: Grading;
}

const LogLineSchema = z.strictObject({
  at: z.number(),
  what: z.string(),
  by: z.string().optional(),
  reason: z.string().optional(),
  /** What whoever is no admin reads instead; nothing at all where it is empty. */
  toOthers: z.string().optional(),
});
export type LogLine = z.infer<typeof LogLineSchema>;

/** What the append script looks at, without the body. */
const HeadSchema = z.object({
  phase: z.enum(['ready', 'active', 'closed']),
  startedAt: z.coerce.number().default(0),
  deadline: z.coerce.number().default(0),
  closesAt: z.coerce.number().default(0),
  epoch: z.coerce.number().default(0),
  seq: z.coerce.number().default(0),
  bytes: z.coerce.number().default(0),
});
export type AttemptHead = z.infer<typeof HeadSchema>;
const HEAD_FIELDS = ['phase', 'startedAt', 'deadline', 'closesAt', 'epoch', 'seq', 'bytes'] as const;

const LeaseReplySchema = z.union([
  z.tuple([z.literal('writer'), z.number(), z.number(), z.number()]),
  z.tuple([z.literal('reader'), z.number()]),
  z.tuple([z.literal('not-active')]),
]);

const OutageReplySchema = z.union([z.tuple([z.literal('there')]), z.tuple([z.literal('away'), z.number()])]);

/** No server was there from the one instant to the other. */
export interface Outage {
  readonly from: Instant;
  readonly back: Instant;
}

export class AttemptStore {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #commit;
  readonly #takeLease;
  readonly #noticeOutage;

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
    this.#commit = bindScript(redis, {
      file: new URL('./commit-attempt.lua', import.meta.url),
      keys: ['attempt', 'deadlines', 'recording', 'log', 'grading', 'gradings', 'unqueuedJobs'],
      args: [
        'id',
        'expectedRevision',
        'body',
        'phase',
        'startedAt',
        'deadline',
        'closesAt',
        'entry',
        'logLine',
        'gradingId',
        'gradingBody',
        'job',
        'queueAt',
      ],
      reply: CommitReplySchema,
    });
    this.#takeLease = bindScript(redis, {
      file: new URL('./take-lease.lua', import.meta.url),
      keys: ['attempt'],
      args: ['device', 'takeOver'],
      reply: LeaseReplySchema,
    });
    this.#noticeOutage = bindScript(redis, {
      file: new URL('./notice-outage.lua', import.meta.url),
      keys: ['serverAlive', 'outages'],
      args: ['now', 'refreshEveryMs', 'outageFromMs'],
      reply: OutageReplySchema,
    });
  }

  async find(id: AttemptId): Promise<Versioned<Attempt> | undefined> {
    return readVersioned(this.#redis, this.#keys.attempt(id), AttemptSchema);
  }

  async head(id: AttemptId): Promise<AttemptHead | undefined> {
    const values = await this.#redis.hmget(this.#keys.attempt(id), ...HEAD_FIELDS);
    if (values[0] === null || values[0] === undefined) return undefined;
    return HeadSchema.parse(Object.fromEntries(HEAD_FIELDS.map((field, index) => [field, values[index] ?? undefined])));
  }

  async commit(next: Attempt, expectedRevision: string, change: AttemptChange = {}): Promise<'committed' | 'conflict'> {
    const { grading } = change;
    const isStarted = next.phase !== 'ready';
    const reply = await this.#commit({
      attempt: this.#keys.attempt(next.id),
      deadlines: this.#keys.deadlines,
      recording: this.#keys.recording(next.id),
      log: this.#keys.attemptLog(next.id),
      grading: this.#keys.grading(grading?.id ?? 'none'),
      gradings: this.#keys.attemptGradings(next.id),
      unqueuedJobs: this.#keys.unqueuedJobs,
      id: next.id,
      expectedRevision,
      body: JSON.stringify(next),
      phase: next.phase,
      startedAt: isStarted ? next.startedAt : 0,
      deadline: isStarted ? deadlineOf(next) : 0,
      closesAt: isStarted ? closesAtOf(next) : 0,
      entry: change.entry ? JSON.stringify(change.entry) : '',
      logLine: change.log ? JSON.stringify(change.log) : '',
      gradingId: grading?.id ?? '',
      gradingBody: grading ? JSON.stringify(grading) : '',
      job: grading ? jobIdOf(grading) : '',
      queueAt: grading?.requestedAt ?? 0,
    });
    return committedOrNot(reply, `attempt ${next.id}`);
  }

  async takeLease(id: AttemptId, device: string, takeOver: boolean) {
    return this.#takeLease({ attempt: this.#keys.attempt(id), device, takeOver: takeOver ? 1 : 0 });
  }

  /** Ids of attempts that close at `now` or before. */
  async due(now: Instant): Promise<AttemptId[]> {
    return (await this.#redis.zrangebyscore(this.#keys.deadlines, '-inf', String(now), 'LIMIT', 0, 200)) as AttemptId[];
  }

  async open(): Promise<AttemptId[]> {
    return (await this.#redis.zrange(this.#keys.deadlines, 0, '-1')) as AttemptId[];
  }

  /** Says that a server is there; an outage that has just ended is kept until `endOutage`. */
  async noticeOutage(now: Instant, of: { refreshEveryMs: number; outageFromMs: number }): Promise<Outage | undefined> {
    const reply = await this.#noticeOutage({ serverAlive: this.#keys.serverAlive, outages: this.#keys.outages, now, ...of });
    return reply[0] === 'away' ? { from: reply[1], back: now } : undefined;
  }

  /** Those that are not over for every attempt, oldest first. */
  async outages(): Promise<Outage[]> {
    const pairs = (await this.#redis.smembers(this.#keys.outages)).map((pair) => pair.split('-').map(Number));
    return pairs.map(([from = 0, back = 0]) => ({ from, back })).toSorted((a, b) => a.back - b.back);
  }

  async endOutage({ from, back }: Outage): Promise<void> {
    await this.#redis.srem(this.#keys.outages, `${from}-${back}`);
  }

  async log(id: AttemptId): Promise<LogLine[]> {
    const lines = await this.#redis.lrange(this.#keys.attemptLog(id), 0, -1);
    return lines.map((line) => LogLineSchema.parse(JSON.parse(line)));
  }

  async addLog(id: AttemptId, line: LogLine): Promise<void> {
    await this.#redis.rpush(this.#keys.attemptLog(id), JSON.stringify(line));
  }
}
