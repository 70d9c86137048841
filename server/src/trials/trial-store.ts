import type { GradingId, TrialId } from '@twohours/wire/id';
import type { Instant } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import { jobIdOf } from '../jobs/job-id.ts';
import type { Keys } from '../redis/keys.ts';
import { bindScript } from '../redis/script.ts';
import { committedOrNot, CommitReplySchema, readVersioned, type Versioned } from '../redis/versioned.ts';
import { trialIdOf, TrialSchema, type Trial } from './trial.ts';

const EVENTS_KEPT_S = 24 * 3_600;

/** A trial begins with its grading's verdict: `GradingStore` stores the two together. */
export class TrialStore {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #commit;

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
    this.#commit = bindScript(redis, {
      file: new URL('./commit-trial.lua', import.meta.url),
      keys: ['trial', 'events', 'unqueuedJobs'],
      args: ['expectedRevision', 'body', 'job', 'queueAt', 'eventsKeptS'],
      reply: CommitReplySchema,
    });
  }

  async find(id: TrialId): Promise<Versioned<Trial> | undefined> {
    return readVersioned(this.#redis, this.#keys.trial(id), TrialSchema);
  }

  async of(grading: GradingId): Promise<Trial | undefined> {
    return (await this.find(trialIdOf(grading)))?.value;
  }

  /** One with more to try is queued at `queueAt`. */
  async commit(next: Trial, expectedRevision: string, queueAt: Instant): Promise<'committed' | 'conflict'> {
    const reply = await this.#commit({
      trial: this.#keys.trial(next.id),
      events: this.#keys.jobEvents(next.id),
      unqueuedJobs: this.#keys.unqueuedJobs,
      expectedRevision,
      body: JSON.stringify(next),
      job: next.state.phase === 'queued' ? jobIdOf(next) : '',
      queueAt,
      eventsKeptS: EVENTS_KEPT_S,
    });
    return committedOrNot(reply, `trial ${next.id}`);
  }
}
