import { HOUR_MS } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import type { Keys } from '../redis/keys.ts';
import { hashOf, newSecret } from '../sessions/session-store.ts';
import { StaffLinkSchema, type StaffLink } from './staff.ts';

const LIFE_MS = { 'first-admin': 24 * HOUR_MS, recovery: 24 * HOUR_MS, colleague: 7 * 24 * HOUR_MS } as const satisfies Record<
  StaffLink['kind'],
  number
>;

/** One-time links. Whoever is added by one uses it up: see add-staff.lua. */
export class StaffLinkStore {
  readonly #redis: Redis;
  readonly #keys: Keys;

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  /** Makes a link and gives its token, of which only the hash is kept. */
  async issue(link: StaffLink): Promise<string> {
    const token = newSecret();
    await this.#redis.set(this.#keys.staffLink(hashOf(token)), JSON.stringify(link), 'PX', LIFE_MS[link.kind]);
    return token;
  }

  async find(token: string): Promise<StaffLink | undefined> {
    const body = await this.#redis.get(this.#keys.staffLink(hashOf(token)));
    return body === null ? undefined : StaffLinkSchema.parse(JSON.parse(body));
  }
}
