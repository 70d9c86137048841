import { RESULT_QUEUE } from '@twohours/wire/job';
import { JobEndingSchema, type JobEnding } from '@twohours/wire/job-ending';
import type { Clock } from '@twohours/wire/time';
import { WaitingError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Keys } from '../redis/keys.ts';

const AGAIN_AFTER_MS = 1_000;

interface TakeResultsDeps {
  readonly redis: Redis;
  readonly keys: Keys;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly log: Pick<Logger, 'error'>;
  readonly settle: (ending: JobEnding) => Promise<void>;
}

/** Takes endings that sandboxes put into the queue of results. One that cannot be settled now comes again. */
export function takeResults(deps: TakeResultsDeps): Worker {
  const worker = new Worker(
    RESULT_QUEUE,
    async (job, token) => {
      try {
        await deps.settle(JobEndingSchema.parse(job.data));
      } catch (error) {
        deps.log.error({ err: error, job: job.id }, 'a result could not be settled and will come again');
        // A job that fails is gone: back into the queue with it, where any server may take it.
        await deps.clock.sleep(AGAIN_AFTER_MS);
        await job.moveToWait(token);
        throw new WaitingError();
      }
    },
    { connection: deps.redis, prefix: deps.keys.bull, concurrency: 8, lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 100 },
  );
  worker.on('error', () => undefined);
  return worker;
}
