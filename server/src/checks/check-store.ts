import type { AttemptId } from '@twohours/wire/id';
import type { Redis } from 'ioredis';
import { WorkStore } from '../jobs/work-store.ts';
import type { Keys } from '../redis/keys.ts';
import { CheckSchema, type Check } from './check.ts';

export class CheckStore extends WorkStore<Check> {
  readonly #listed: Redis;
  readonly #listOf: (attempt: AttemptId) => string;

  constructor(redis: Redis, keys: Keys) {
    super(redis, keys, keys.check, CheckSchema);
    this.#listed = redis;
    this.#listOf = keys.attemptChecks;
  }

  /** With the mark that it is not yet queued. */
  async add(check: Check): Promise<void> {
    await this.create(check, this.#listOf(check.attempt), check.requestedAt);
  }

  /** Oldest first. */
  async list(attempt: AttemptId): Promise<Check[]> {
    const ids = await this.#listed.lrange(this.#listOf(attempt), 0, -1);
    const found = await Promise.all(ids.map(async (id) => this.find(id)));
    return found.flatMap((versioned) => (versioned ? [versioned.value] : []));
  }
}
