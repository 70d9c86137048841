import type { ApiTokenId } from '@twohours/wire/id';
import type { ApiTokenView } from '@twohours/wire/staff';
import { InstantSchema, MINUTE_MS, type Instant } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Keys } from '../redis/keys.ts';
import { bindScript } from '../redis/script.ts';
import { hashOf } from '../sessions/session-store.ts';
import { ApiTokenSchema, isExpired, viewOf, type ApiToken } from './api-token.ts';

const UseSchema = z.coerce.number().pipe(InstantSchema);

export class ApiTokenStore {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #noteUse;

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
    this.#noteUse = bindScript(redis, {
      file: new URL('./note-api-token-use.lua', import.meta.url),
      keys: ['apiTokens', 'apiTokenUses'],
      args: ['id', 'at'],
      reply: z.tuple([z.enum(['noted', 'missing'])]),
    });
  }

  async add(token: ApiToken): Promise<void> {
    await this.#redis
      .multi()
      .hset(this.#keys.apiTokens, token.id, JSON.stringify(token))
      .hset(this.#keys.apiTokenByHash, token.hash, token.id)
      .exec();
  }

  /** The token with this secret, unless it is unknown, expired or revoked. Remembers the use. */
  async use(secret: string, now: Instant): Promise<ApiToken | undefined> {
    const id = await this.#redis.hget(this.#keys.apiTokenByHash, hashOf(secret));
    if (id === null) return undefined;
    const token = await this.#find(id);
    if (!token || isExpired(token, now)) return undefined;
    const last = await this.#lastUse(token.id);
    // A script that polls is not a write a second.
    if (last === undefined || now - last >= MINUTE_MS) {
      await this.#noteUse({ apiTokens: this.#keys.apiTokens, apiTokenUses: this.#keys.apiTokenUses, id: token.id, at: now });
    }
    return token;
  }

  /** Newest first, expired ones included. */
  async list(): Promise<ApiTokenView[]> {
    const bodies = await this.#redis.hvals(this.#keys.apiTokens);
    const tokens = bodies.map((body) => ApiTokenSchema.parse(JSON.parse(body))).toSorted((a, b) => b.createdAt - a.createdAt);
    return Promise.all(tokens.map(async (token) => viewOf(token, await this.#lastUse(token.id))));
  }

  /** From the moment this has answered, nobody comes in with it. False if there is no such token. */
  async revoke(id: ApiTokenId): Promise<boolean> {
    const token = await this.#find(id);
    if (!token) return false;
    await this.#redis.multi().hdel(this.#keys.apiTokens, id).hdel(this.#keys.apiTokenByHash, token.hash).hdel(this.#keys.apiTokenUses, id).exec();
    return true;
  }

  async #find(id: string): Promise<ApiToken | undefined> {
    const body = await this.#redis.hget(this.#keys.apiTokens, id);
    return body === null ? undefined : ApiTokenSchema.parse(JSON.parse(body));
  }

  async #lastUse(id: string): Promise<Instant | undefined> {
    const at = await this.#redis.hget(this.#keys.apiTokenUses, id);
    return at === null ? undefined : UseSchema.parse(at);
  }
}
