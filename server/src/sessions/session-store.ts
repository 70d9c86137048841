import { createHash, randomBytes } from 'node:crypto';
import { AttemptIdSchema, StaffIdSchema } from '@twohours/wire/id';
import { HOUR_MS } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Keys } from '../redis/keys.ts';

const SessionSchema = z.discriminatedUnion('as', [
  z.strictObject({ as: z.literal('candidate'), attempt: AttemptIdSchema }),
  z.strictObject({ as: z.literal('staff'), staff: StaffIdSchema }),
]);
export type Session = z.infer<typeof SessionSchema>;

export const CANDIDATE_SESSION_MS = 30 * 24 * HOUR_MS;
export const STAFF_SESSION_MS = 14 * HOUR_MS;

/** 256 random bits; for cookies, links and API tokens alike. Only its hash is stored. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Opaque, listed by owner, revocable at once. */
export class SessionStore {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #onClosed: (hashes: readonly string[]) => void;

  /** `onClosed` is told of sessions that ended before their time: what is open by them must end too. */
  constructor(redis: Redis, keys: Keys, onClosed: (hashes: readonly string[]) => void = () => undefined) {
    this.#redis = redis;
    this.#keys = keys;
    this.#onClosed = onClosed;
  }

  /** Makes a session and gives the cookie's value. */
  async open(session: Session): Promise<string> {
    const secret = newSecret();
    const owner = session.as === 'candidate' ? session.attempt : session.staff;
    const lifeMs = session.as === 'candidate' ? CANDIDATE_SESSION_MS : STAFF_SESSION_MS;
    await this.#redis
      .multi()
      .set(this.#keys.session(hashOf(secret)), JSON.stringify(session), 'PX', lifeMs)
      .sadd(this.#keys.sessionsOf(owner), hashOf(secret))
      .pexpire(this.#keys.sessionsOf(owner), CANDIDATE_SESSION_MS)
      .exec();
    return secret;
  }

  async find(cookie: string): Promise<Session | undefined> {
    const body = await this.#redis.get(this.#keys.session(hashOf(cookie)));
    return body === null ? undefined : SessionSchema.parse(JSON.parse(body));
  }

  async close(cookie: string): Promise<void> {
    await this.#redis.del(this.#keys.session(hashOf(cookie)));
    this.#onClosed([hashOf(cookie)]);
  }

  /** Signs an attempt's candidate or a member of staff out everywhere. */
  async closeAllOf(owner: string): Promise<void> {
    const hashes = await this.#redis.smembers(this.#keys.sessionsOf(owner));
    await this.#redis.del(this.#keys.sessionsOf(owner), ...hashes.map((hash) => this.#keys.session(hash)));
    this.#onClosed(hashes);
  }
}
