import type { AttemptId, RunId } from '@twohours/wire/id';
import type { RecordedEntry } from '@twohours/wire/recording';
import type { Instant } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { jobIdOf } from '../jobs/job-id.ts';
import type { Keys } from '../redis/keys.ts';
import { bindScript } from '../redis/script.ts';
import { committedOrNot, CommitReplySchema, readVersioned, type Versioned } from '../redis/versioned.ts';
import { RunSchema, type Run } from './run.ts';

const EVENTS_KEPT_S = 24 * 3_600;

const CreateReplySchema = z.union([z.tuple([z.literal('ok'), z.number()]), z.tuple([z.literal('busy'), z.string()]), z.tuple([z.literal('closed')])]);
/** What goes with a new version: the line in the recording when it is over, or from when on it may be tried again. */
export type RunChange = { readonly kind: 'over'; readonly entry: RecordedEntry } | { readonly kind: 'again'; readonly queueAt: Instant };

export class RunStore {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #create;
  readonly #commit;

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
    this.#create = bindScript(redis, {
      file: new URL('./create-run.lua', import.meta.url),
      keys: ['attempt', 'recording', 'run', 'runs', 'unqueuedJobs'],
      args: ['id', 'body', 'entry', 'job', 'now'],
      reply: CreateReplySchema,
    });
    this.#commit = bindScript(redis, {
      file: new URL('./commit-run.lua', import.meta.url),
      keys: ['run', 'attempt', 'recording', 'events', 'unqueuedJobs'],
      args: ['id', 'expectedRevision', 'body', 'entry', 'job', 'queueAt', 'eventsKeptS'],
      reply: CommitReplySchema,
    });
  }

  async create(run: Run, now: Instant) {
    const entry: RecordedEntry = { v: 1, at: run.atMs, events: [{ kind: 'run-started', run: run.id }] };
    return this.#create({
      attempt: this.#keys.attempt(run.attempt),
      recording: this.#keys.recording(run.attempt),
      run: this.#keys.run(run.id),
      runs: this.#keys.attemptRuns(run.attempt),
      unqueuedJobs: this.#keys.unqueuedJobs,
      id: run.id,
      body: JSON.stringify(run),
      entry: JSON.stringify(entry),
      job: jobIdOf(run),
      now,
    });
  }

  async commit(next: Run, expectedRevision: string, change: RunChange): Promise<'committed' | 'conflict'> {
    const reply = await this.#commit({
      run: this.#keys.run(next.id),
      attempt: this.#keys.attempt(next.attempt),
      recording: this.#keys.recording(next.attempt),
      events: this.#keys.jobEvents(next.id),
      unqueuedJobs: this.#keys.unqueuedJobs,
      id: next.id,
      expectedRevision,
      body: JSON.stringify(next),
      entry: change.kind === 'over' ? JSON.stringify(change.entry) : '',
      job: change.kind === 'again' ? jobIdOf(next) : '',
      queueAt: change.kind === 'again' ? change.queueAt : 0,
      eventsKeptS: EVENTS_KEPT_S,
    });
    return committedOrNot(reply, `run ${next.id}`);
  }

  /** Says whether it was marked before. */
  async markUnqueued(run: Run, now: Instant): Promise<boolean> {
    return (await this.#redis.zadd(this.#keys.unqueuedJobs, now, jobIdOf(run))) === 0;
  }

  async find(id: RunId): Promise<Versioned<Run> | undefined> {
    return readVersioned(this.#redis, this.#keys.run(id), RunSchema);
  }

  /** With its number within the attempt. */
  async list(attempt: AttemptId): Promise<{ run: Run; number: number }[]> {
    const ids = (await this.#redis.lrange(this.#keys.attemptRuns(attempt), 0, -1)) as RunId[];
    const found = await Promise.all(ids.map((id) => this.find(id)));
    return found.flatMap((versioned, index) => (versioned ? [{ run: versioned.value, number: index + 1 }] : []));
  }

  async numberOf(run: Run): Promise<number> {
    const ids = await this.#redis.lrange(this.#keys.attemptRuns(run.attempt), 0, -1);
    return ids.indexOf(run.id) + 1;
  }

  /** The run that is under way, if one is. */
  async current(attempt: AttemptId): Promise<RunId | undefined> {
    return ((await this.#redis.hget(this.#keys.attempt(attempt), 'run')) as RunId | null) ?? undefined;
  }
}
