import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { connectRedis } from '../connect.ts';
import { keysFor, type Keys } from '../keys.ts';

export interface TestRedis {
  readonly redis: Redis;
  readonly keys: Keys;
  readonly prefix: string;
  /** Every key of this test, with what it holds, as one text: to look for what must not be there. */
  dump(): Promise<string>;
  close(): Promise<void>;
}

/** The tests' Redis under a prefix of this test's own. */
export function testRedis(): TestRedis {
  const url = process.env.TEST_REDIS_URL;
  if (!url) throw new Error('TEST_REDIS_URL is not set: the project `redis` of vitest.config.ts sets it');
  const prefix = `test:${randomBytes(6).toString('hex')}:`;
  const redis = connectRedis(url);
  return {
    redis,
    keys: keysFor(prefix),
    prefix,
    dump: async () => {
      const names = await redis.keys(`${prefix}*`);
      const texts = await Promise.all(names.map(async (name) => `${name} ${await contentOf(redis, name)}`));
      return texts.toSorted().join('\n');
    },
    close: async () => void (await redis.quit()),
  };
}

async function contentOf(redis: Redis, name: string): Promise<string> {
  const type = await redis.type(name);
  switch (type) {
    case 'string':
      return (await redis.get(name)) ?? '';
    case 'hash':
      return JSON.stringify(await redis.hgetall(name));
    case 'set':
      return JSON.stringify(await redis.smembers(name));
    case 'zset':
      return JSON.stringify(await redis.zrange(name, 0, '-1', 'WITHSCORES'));
    case 'list':
      return JSON.stringify(await redis.lrange(name, 0, -1));
    case 'stream':
      return JSON.stringify(await redis.xrange(name, '-', '+'));
    default:
      throw new Error(`${name} is a ${type}`);
  }
}
