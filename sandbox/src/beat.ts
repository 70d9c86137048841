import { SANDBOX_STALE_MS, SandboxHealthSchema, type SandboxHealth } from '@twohours/wire/job';
import type { Redis } from 'ioredis';

/** Entries of workers that have not said anything for this long are dropped. */
const FORGET_MS = 10 * SANDBOX_STALE_MS;

/** What a worker says of itself; when, is Redis' to say. */
export type Health = Omit<SandboxHealth, 'at'>;

/** What workers say of themselves in Redis, by Redis' clock. */
export class Beat {
  readonly #redis: Pick<Redis, 'hset' | 'hgetall' | 'hdel' | 'time'>;
  readonly #key: string;
  readonly #worker: string;

  constructor(redis: Pick<Redis, 'hset' | 'hgetall' | 'hdel' | 'time'>, key: string, worker: string) {
    this.#redis = redis;
    this.#key = key;
    this.#worker = worker;
  }

  async say(health: Health): Promise<void> {
    const entry: SandboxHealth = { at: await this.#now(), ...health };
    await this.#redis.hset(this.#key, this.#worker, JSON.stringify(entry));
  }

  /** Workers that have spoken lately, this one included whether it has or not. */
  async alive(): Promise<ReadonlySet<string>> {
    const [all, now] = await Promise.all([this.#redis.hgetall(this.#key), this.#now()]);
    const alive = new Set([this.#worker]);
    for (const [worker, text] of Object.entries(all)) {
      const silentMs = now - SandboxHealthSchema.parse(JSON.parse(text)).at;
      if (silentMs < SANDBOX_STALE_MS) alive.add(worker);
      else if (silentMs > FORGET_MS) await this.#redis.hdel(this.#key, worker);
    }
    return alive;
  }

  async leave(): Promise<void> {
    await this.#redis.hdel(this.#key, this.#worker);
  }

  async #now(): Promise<number> {
    const [seconds, microseconds] = await this.#redis.time();
    return Math.floor(Number(seconds) * 1_000 + Number(microseconds) / 1_000);
  }
}
