import { SANDBOX_STALE_MS, SandboxHealthSchema } from '@twohours/wire/job';
import type { Clock } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import type { Keys } from '../redis/keys.ts';

const NONE = 'No sandbox is running at the moment, so code cannot be run. Your work is saved all the same.';

/** What sandboxes say of themselves; one that has not said anything for a while does not count. */
export class Sandboxes {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(redis: Redis, keys: Keys, clock: Pick<Clock, 'now'>) {
    this.#redis = redis;
    this.#keys = keys;
    this.#clock = clock;
  }

  async alive() {
    const all = await this.#redis.hgetall(this.#keys.sandboxes);
    const now = this.#clock.now();
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
