import type { Job } from '@twohours/wire/job';
import type { Clock } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Keys } from '../redis/keys.ts';
import { readJobId } from './job-id.ts';
import type { JobQueue, Priority } from './job-queue.ts';

const LOOK_EVERY_MS = 500;

export interface KeepQueueingDeps {
  readonly redis: Redis;
  readonly keys: Keys;
  readonly queue: Pick<JobQueue, 'add'>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'error'>;
  /** The job of a recorded run or grading, or undefined where that try is over. */
  readonly jobOf: (id: string, jobTry: number) => Promise<{ job: Job; priority: Priority } | undefined>;
}

/**
 * Theory of operation. A run or grading is recorded by the script that also puts its job id into a set; this loop
 * hands what is in the set to BullMQ and then takes it out. A crash in between hands it over twice, which is harmless;
 * nothing that was recorded is ever forgotten. `poke` makes the loop look at once, so that nobody waits for its round.
 */
export class QueueingLoop {
  readonly #deps: KeepQueueingDeps;
  #poked = new AbortController();

  constructor(deps: KeepQueueingDeps) {
    this.#deps = deps;
  }

  poke(): void {
    this.#poked.abort();
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#poked = new AbortController();
      try {
        await this.#queueAll();
      } catch (error) {
        if (!signal.aborted) this.#deps.log.error({ err: error }, 'handing jobs to the queue failed and is tried again');
      }
      await this.#deps.clock.sleep(LOOK_EVERY_MS, AbortSignal.any([signal, this.#poked.signal]));
    }
  }

  async #queueAll(): Promise<void> {
    const { redis, keys, log } = this.#deps;
    for (const jobId of await redis.smembers(keys.unqueuedJobs)) {
      // One that cannot be handed over keeps no other from it.
      await this.#queue(jobId).catch((error: unknown) =>
        log.error({ err: error, job: jobId }, 'a job could not be handed to the queue and is tried again'),
      );
    }
  }

  async #queue(jobId: string): Promise<void> {
    const { redis, keys, queue, jobOf } = this.#deps;
    const { id, try: jobTry } = readJobId(jobId);
    const found = await jobOf(id, jobTry);
    if (found) await queue.add(found.job, found.priority);
    await redis.srem(keys.unqueuedJobs, jobId);
  }
}
