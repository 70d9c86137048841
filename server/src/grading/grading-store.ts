import type { AttemptId, GradingId } from '@twohours/wire/id';
import type { Instant } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { jobIdOf } from '../jobs/job-id.ts';
import type { Keys } from '../redis/keys.ts';
import { bindScript } from '../redis/script.ts';
import { readVersioned, type Versioned } from '../redis/versioned.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { Trial } from '../trials/trial.ts';
import { GradingSchema, type Grading } from './grading.ts';

const EVENTS_KEPT_S = 24 * 3_600;

/** The revision of a grading that is not stored yet. */
export const NOT_STORED = '0';

/** What is stored together with a new version of a grading. */
export interface GradingChange {
  /** One that is to be worked on is queued then, and so is what comes after a verdict. */
  readonly queueAt: Instant;
  readonly trial?: Trial | undefined;
  readonly lanes?: Lanes | undefined;
}

export class GradingStore {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #commit;

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
    this.#commit = bindScript(redis, {
      file: new URL('./commit-grading.lua', import.meta.url),
      keys: ['grading', 'gradings', 'events', 'unqueuedJobs', 'trial', 'lanes'],
      args: ['id', 'expectedRevision', 'body', 'job', 'queueAt', 'eventsKeptS', 'trialBody', 'trialJob', 'lanesBody', 'lanesJob'],
      reply: z.tuple([z.enum(['ok', 'conflict']), z.number()]),
    });
  }

  async find(id: GradingId): Promise<Versioned<Grading> | undefined> {
    return readVersioned(this.#redis, this.#keys.grading(id), GradingSchema);
  }

  /** Oldest first. */
  async list(attempt: AttemptId): Promise<Grading[]> {
    const ids = (await this.#redis.lrange(this.#keys.attemptGradings(attempt), 0, -1)) as GradingId[];
    const found = await Promise.all(ids.map((id) => this.find(id)));
    return found.flatMap((versioned) => (versioned ? [versioned.value] : []));
  }

  async commit(next: Grading, expectedRevision: string, { queueAt, trial, lanes }: GradingChange): Promise<'committed' | 'conflict'> {
    const isOver = next.state.phase === 'graded' || next.state.phase === 'abandoned';
    const [reply] = await this.#commit({
      grading: this.#keys.grading(next.id),
      gradings: this.#keys.attemptGradings(next.attempt),
      events: this.#keys.jobEvents(next.id),
      unqueuedJobs: this.#keys.unqueuedJobs,
      trial: this.#keys.trial(trial?.id ?? 'none'),
      lanes: this.#keys.lanes(lanes?.id ?? 'none'),
      id: next.id,
      expectedRevision,
      body: JSON.stringify(next),
      job: next.state.phase === 'queued' ? jobIdOf(next) : '',
      queueAt,
      eventsKeptS: isOver ? EVENTS_KEPT_S : 0,
      trialBody: trial ? JSON.stringify(trial) : '',
      trialJob: trial ? jobIdOf(trial) : '',
      lanesBody: lanes ? JSON.stringify(lanes) : '',
      lanesJob: lanes?.state.phase === 'queued' ? jobIdOf(lanes) : '',
    });
    return reply === 'ok' ? 'committed' : 'conflict';
  }
}
