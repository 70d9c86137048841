import { JOB_PRIORITY, JOB_QUEUE, type Job } from '@twohours/wire/job';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Keys } from '../redis/keys.ts';
import { jobIdOf } from './job-id.ts';

export type Priority = keyof typeof JOB_PRIORITY;

const CANCEL_KEPT_S = 3_600;

/** What the server does with the sandbox's queue. BullMQ delivers at least once; the settle scripts make that harmless. */
export class JobQueue {
  readonly #queue: Queue;
  readonly #redis: Redis;
  readonly #keys: Keys;

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
    this.#queue = new Queue(JOB_QUEUE, { connection: redis, prefix: keys.bull });
    // It says again what the failed command says to its caller.
    this.#queue.on('error', () => undefined);
  }

  /**
   * Adding the same try of a job twice is harmless. Of those that share an `only`, one is in the queue or worked on at a
   * time: false, when another one is.
   */
  async add(job: Job, priority: Priority, only?: string): Promise<boolean> {
    const jobId = jobIdOf(job);
    const added = await this.#queue.add(job.kind, job, {
      jobId,
      priority: JOB_PRIORITY[priority],
      removeOnComplete: true,
      removeOnFail: true,
      ...(only !== undefined && { deduplication: { id: only } }),
    });
    return added.id === jobId;
  }

  /** Takes a job out that nobody has begun. */
  async remove(jobId: string): Promise<'removed' | 'begun' | 'missing'> {
    const job = await this.#queue.getJob(jobId);
    if (!job) return 'missing';
    if (await job.isActive()) return 'begun';
    return job.remove().then(
      () => 'removed',
      // It was picked up between the look and the removal.
      () => 'begun',
    );
  }

  /** For jobs that have begun: the sandbox hears it at once, or finds the key when it picks the job up. */
  async cancel(id: string): Promise<void> {
    await this.#redis.set(this.#keys.jobCancelled(id), '1', 'EX', CANCEL_KEPT_S);
    await this.#redis.publish(this.#keys.cancelChannel, id);
  }

  /** Ids of the jobs that nobody has begun, in the order in which they will be. */
  async waiting(): Promise<string[]> {
    return this.#queue.getRanges(['wait', 'prioritized'], 0, -1, true);
  }

  /** Puts a job that waits at the end of the runs' line. */
  async letIn(jobId: string): Promise<void> {
    const job = await this.#queue.getJob(jobId);
    // Another server was first: doing it again would send it back to the end.
    if (!job || job.priority <= JOB_PRIORITY.run) return;
    await job.changePriority({ priority: JOB_PRIORITY.run });
  }

  async close(): Promise<void> {
    await this.#queue.close();
  }
}
