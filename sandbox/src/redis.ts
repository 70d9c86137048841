import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';

/** `unix:///path/redis.sock` or `redis[s]://…`. */
export function connectRedis(url: string): Redis {
  const address = url.startsWith('unix://') ? url.slice('unix://'.length) : url;
  const redis = new Redis(address, {
    replyMapping: 'legacy',
    // BullMQ's workers need it, and a command that waits out a restart of Redis is better than one that fails.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(50 * times, 500),
  });
  // Without a listener ioredis prints every refused connection.
  redis.on('error', () => undefined);
  return redis;
}

/** The name of the installation that this Redis belongs to; whoever asks first makes it up. String, for ever. */
export async function installationName(redis: Pick<Redis, 'set' | 'get'>, prefix: string): Promise<string> {
  const key = `${prefix}sandbox:installation`;
  await redis.set(key, randomBytes(8).toString('hex'), 'NX');
  const name = await redis.get(key);
  if (name === null) throw new Error('the name of the installation is gone right after it was set');
  return name;
}
