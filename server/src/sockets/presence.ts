import type { AttemptId } from '@twohours/wire/id';
import type { Clock } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import type { Keys } from '../redis/keys.ts';

const RENEW_EVERY_MS = 15_000;
const KEPT_MS = 40_000;

/**
 * Which attempts have a page open, on any server. Every server lists itself, and counts no longer than it renews: one
 * that dies takes its own along, and one that a page has left says nothing of where it is now.
 */
export class Presence {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #server: string;
  readonly #sockets = new Map<AttemptId, number>();

  constructor(deps: { redis: Redis; keys: Keys; clock: Pick<Clock, 'now'>; server: string }) {
    this.#redis = deps.redis;
    this.#keys = deps.keys;
    this.#clock = deps.clock;
    this.#server = deps.server;
  }

  /** True when it is the first page of this attempt anywhere. */
  async arrive(attempt: AttemptId): Promise<boolean> {
    const count = (this.#sockets.get(attempt) ?? 0) + 1;
    this.#sockets.set(attempt, count);
    const others = await this.#renew(attempt);
    return count === 1 && others === 0;
  }

  /** True when it was the last page of this attempt anywhere. */
  async leave(attempt: AttemptId): Promise<boolean> {
    const count = (this.#sockets.get(attempt) ?? 1) - 1;
    if (count > 0) {
      this.#sockets.set(attempt, count);
      return false;
    }
    this.#sockets.delete(attempt);
    const key = this.#keys.attemptSockets(attempt);
    const replies = await this.#redis.multi().zrem(key, this.#server).zcount(key, this.#oldest(), '+inf').exec();
    return replies?.[1]?.[1] === 0;
  }

  /** Attempts that have a page open at this server. */
  here(): AttemptId[] {
    return [...this.#sockets.keys()];
  }

  async isConnected(attempt: AttemptId): Promise<boolean> {
    return (await this.#redis.zcount(this.#keys.attemptSockets(attempt), this.#oldest(), '+inf')) > 0;
  }

  /** Whether another server has a page of this attempt. */
  async isElsewhere(attempt: AttemptId): Promise<boolean> {
    const servers = await this.#redis.zrange(this.#keys.attemptSockets(attempt), this.#oldest(), '+inf', 'BYSCORE');
    return servers.some((server) => server !== this.#server);
  }

  async keepRenewing(clock: Clock, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await clock.sleep(RENEW_EVERY_MS, signal);
      await Promise.all(this.here().map((attempt) => this.#renew(attempt))).catch(() => undefined);
    }
  }

  /** Gives how many other servers list the attempt. */
  async #renew(attempt: AttemptId): Promise<number> {
    const key = this.#keys.attemptSockets(attempt);
    const replies = await this.#redis
      .multi()
      .zrem(key, this.#server)
      .zcount(key, this.#oldest(), '+inf')
      .zadd(key, this.#clock.now(), this.#server)
      .pexpire(key, KEPT_MS)
      .exec();
    return Number(replies?.[1]?.[1] ?? 0);
  }

  #oldest(): number {
    return this.#clock.now() - KEPT_MS;
  }
}
