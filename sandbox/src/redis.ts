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
