import type { Redis } from 'ioredis';
import { WorkStore } from '../jobs/work-store.ts';
import type { Keys } from '../redis/keys.ts';
import { LanesSchema, type Lanes } from './lanes.ts';

/** Lanes begin with their closing's verdict: `GradingStore` stores the two together. */
export class LanesStore extends WorkStore<Lanes> {
  constructor(redis: Redis, keys: Keys) {
    super(redis, keys, keys.lanes, LanesSchema);
  }
}
