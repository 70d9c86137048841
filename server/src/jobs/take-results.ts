import { JobEndingSchema, RESULT_QUEUE, type JobEnding } from '@twohours/wire/job';
import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Keys } from '../redis/keys.ts';

/** Takes endings that sandboxes put into the queue of results. One that cannot be settled now comes again. */
export function takeResults(deps: { redis: Redis; keys: Keys; log: Pick<Logger, 'error'>; settle: (ending: JobEnding) => Promise<void> }): Worker {
  const worker = new Worker(
    RESULT_QUEUE,
    async (job) => {
      try {
        await deps.settle(JobEndingSchema.parse(job.data));
      } catch (error) {
        deps.log.error({ err: error, job: job.id }, 'a result could not be settled and will come again');
        throw error;
      }
    },
    { connection: deps.redis, prefix: deps.keys.bull, concurrency: 8, lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 100 },
  );
  worker.on('error', () => undefined);
  return worker;
}
