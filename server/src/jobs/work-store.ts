import type { Instant } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import type { z } from 'zod';
import type { Keys } from '../redis/keys.ts';
import { bindScript } from '../redis/script.ts';
import { committedOrNot, CommitReplySchema, readVersioned, type Versioned } from '../redis/versioned.ts';
import { jobIdOf } from './job-id.ts';

const EVENTS_KEPT_S = 24 * 3_600;

/** What is done for an attempt in one job after the other, each with a lease of its own. */
export interface Work {
  readonly id: string;
  readonly try: number;
  readonly state: { readonly phase: string };
}

/** Where records of one kind of work lie. */
export class WorkStore<T extends Work> {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #keyOf: (id: string) => string;
  readonly #schema: z.ZodType<T>;
  readonly #commit;

  constructor(redis: Redis, keys: Keys, keyOf: (id: string) => string, schema: z.ZodType<T>) {
    this.#redis = redis;
    this.#keys = keys;
    this.#keyOf = keyOf;
    this.#schema = schema;
    this.#commit = bindScript(redis, {
      file: new URL('./commit-work.lua', import.meta.url),
      keys: ['record', 'list', 'events', 'unqueuedJobs'],
      args: ['id', 'expectedRevision', 'body', 'job', 'queueAt', 'eventsKeptS'],
      reply: CommitReplySchema,
    });
  }

  async find(id: string): Promise<Versioned<T> | undefined> {
    return readVersioned(this.#redis, this.#keyOf(id), this.#schema);
  }

  /** With the mark for its first job, and its place in a list. */
  async create(work: T, list: string, queueAt: Instant): Promise<void> {
    await this.#write(work, '0', list, queueAt);
  }

  /** With the mark for the next job, at `queueAt`, where there is more to do. */
  async commit(next: T, expectedRevision: string, queueAt: Instant): Promise<'committed' | 'conflict'> {
    return this.#write(next, expectedRevision, this.#keyOf(next.id), queueAt);
  }

  async #write(work: T, expectedRevision: string, list: string, queueAt: Instant): Promise<'committed' | 'conflict'> {
    const reply = await this.#commit({
      record: this.#keyOf(work.id),
      list,
      events: this.#keys.jobEvents(work.id),
      unqueuedJobs: this.#keys.unqueuedJobs,
      id: work.id,
      expectedRevision,
      body: JSON.stringify(work),
      job: work.state.phase === 'queued' ? jobIdOf(work) : '',
      queueAt,
      eventsKeptS: EVENTS_KEPT_S,
    });
    return committedOrNot(reply, work.id);
  }
}
