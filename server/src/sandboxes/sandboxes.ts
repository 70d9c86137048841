import { SANDBOX_STALE_MS, SandboxHealthSchema } from '@twohours/wire/job';
import type { Redis } from 'ioredis';
import type { Keys } from '../redis/keys.ts';

const NONE = 'No sandbox is running at the moment, so code cannot be run. Your work is saved all the same.';

/** What sandboxes say of themselves; one that has not said anything for a while does not count. */
export class Sandboxes {
  readonly #redis: Redis;
  readonly #keys: Keys;

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async alive() {
    // Both are of Redis' own clock, whatever this server's is.
    const [all, [seconds]] = await Promise.all([this.#redis.hgetall(this.#keys.sandboxes), this.#redis.time()]);
    const now = Number(seconds) * 1000;
    return Object.values(all)
      .map((text) => SandboxHealthSchema.parse(JSON.parse(text)))
      .filter((health) => now - health.at < SANDBOX_STALE_MS);
  }

  /** A sentence for the page when no sandbox can run anything; undefined when one can. */
  async whyUnavailable(): Promise<string | undefined> {
    const alive = await this.alive();
    if (alive.some((health) => health.state === 'ready')) return undefined;
    return alive.find((health) => health.reason !== undefined)?.reason ?? NONE;
  }
}
