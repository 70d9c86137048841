import type { Job } from '@twohours/wire/job';
import { expect, it } from 'vitest';
import { FakeClock } from '../fake-clock.ts';
import { testRedis } from '../redis/testing/test-redis.ts';
import { QueueingLoop } from './keep-queueing.ts';

it('[J2] a job that cannot be handed over keeps no other from it, and stays marked', async () => {
  const own = testRedis();
  const ids = Array.from({ length: 20 }, (_, index) => `run_${index}-1`);
  await own.redis.zadd(own.keys.unqueuedJobs, 0, 'run_broken-1');
  for (const [index, id] of ids.entries()) await own.redis.zadd(own.keys.unqueuedJobs, index, id);
  const added: string[] = [];
  const loop = new QueueingLoop({
    ...own,
    clock: new FakeClock(),
    log: { error: () => undefined },
    queue: { add: async (job) => added.push(job.id) > 0 },
    jobOf: async (id) => {
      if (id === 'run_broken') throw new Error('cannot be read');
      return { job: { id } as Job, priority: 'run' };
    },
  });
  const stop = new AbortController();
  const running = loop.run(stop.signal);
  await expect.poll(() => own.redis.zrange(own.keys.unqueuedJobs, 0, '-1')).toEqual(['run_broken-1']);
  expect(added).toHaveLength(20);
  stop.abort();
  await running;
  await own.close();
});
