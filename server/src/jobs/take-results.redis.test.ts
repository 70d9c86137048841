import { RESULT_QUEUE } from '@twohours/wire/job';
import type { JobEnding } from '@twohours/wire/job-ending';
import { newId } from '@twohours/wire/id';
import { Queue } from 'bullmq';
import { expect, it } from 'vitest';
import { testRedis } from '../redis/testing/test-redis.ts';
import { takeResults } from './take-results.ts';

it('[J1] a result that could not be settled comes again until it is', async () => {
  const own = testRedis();
  const { redis, keys } = own;
  const results = new Queue(RESULT_QUEUE, { connection: redis, prefix: keys.bull });
  let tries = 0;
  const settled: JobEnding[] = [];
  const settle = async (ending: JobEnding) => {
    tries += 1;
    if (tries < 3) throw new Error('not now');
    settled.push(ending);
  };
  const worker = takeResults({ redis, keys, log: { error: () => undefined }, settle, clock: { sleep: async () => undefined } });
  const ending = { kind: 'faulted', of: 'run', id: newId('run'), try: 1, lease: 'a-lease-of-its-own', worker: 'w', reason: 'r' } as const;
  // As a sandbox adds it.
  await results.add('ended', ending, { jobId: `${ending.id}-1`, removeOnComplete: true, removeOnFail: true });
  await expect.poll(() => settled, { timeout: 5_000 }).toEqual([ending]);
  await worker.close();
  await results.close();
  await own.close();
});
