import type { AttemptId } from '@twohours/wire/id';
import type { Clock } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import type { Keys } from '../redis/keys.ts';

const RENEW_EVERY_MS = 15_000;
const KEPT_MS = 40_000;

/** Which attempts have a page open, on any server. A sign that expires, so that a server that dies takes its own along. */
export class Presence {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #sockets = new Map<AttemptId, number>();

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  /** True when it is the first page of this attempt here. */
  async arrive(attempt: AttemptId): Promise<boolean> {
    const count = (this.#sockets.get(attempt) ?? 0) + 1;
    this.#sockets.set(attempt, count);
    await this.#renew(attempt);
    return count === 1;
  }

  /** True when it was the last page of this attempt here. */
  async leave(attempt: AttemptId): Promise<boolean> {
    const count = (this.#sockets.get(attempt) ?? 1) - 1;
    if (count > 0) {
      this.#sockets.set(attempt, count);
      return false;
    }
    this.#sockets.delete(attempt);
    await this.#redis.del(this.#keys.attemptSockets(attempt));
    return true;
  }

  async isConnected(attempt: AttemptId): Promise<boolean> {
    return (await this.#redis.exists(this.#keys.attemptSockets(attempt))) === 1;
  }

  async keepRenewing(clock: Clock, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await clock.sleep(RENEW_EVERY_MS, signal);
      await Promise.all([...this.#sockets.keys()].map((attempt) => this.#renew(attempt))).catch(() => undefined);
    }
  }

  async #renew(attempt: AttemptId): Promise<void> {
    await this.#redis.set(this.#keys.attemptSockets(attempt), '1', 'PX', KEPT_MS);
  }
}
