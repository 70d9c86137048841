import type { GradingId } from '@twohours/wire/id';
import type { Redis } from 'ioredis';
import { WorkStore } from '../jobs/work-store.ts';
import type { Keys } from '../redis/keys.ts';
import { trialIdOf, TrialSchema, type Trial } from './trial.ts';

/** A trial begins with its grading's verdict: `GradingStore` stores the two together. */
export class TrialStore extends WorkStore<Trial> {
  constructor(redis: Redis, keys: Keys) {
    super(redis, keys, keys.trial, TrialSchema);
  }

  async of(grading: GradingId): Promise<Trial | undefined> {
    return (await this.find(trialIdOf(grading)))?.value;
  }
}
