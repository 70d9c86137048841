import { JOB_PRIORITY, JOB_QUEUE, type Job, type JobEvent, type JobEventEntry } from '@twohours/wire/job';
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

  /** Adding the same try of a job twice is harmless. */
  async add(job: Job, priority: Priority): Promise<void> {
    // Nobody follows formatting, and nothing would ever end the life of its events.
    if (job.kind !== 'format') await this.#say(job, { type: 'queued', ahead: await this.#countAhead() });
    await this.#queue.add(job.kind, job, { jobId: jobIdOf(job), priority: JOB_PRIORITY[priority], removeOnComplete: true, removeOnFail: true });
  }

  /** Takes a job out that nobody has begun. False: someone has. */
  async remove(jobId: string): Promise<boolean> {
    const job = await this.#queue.getJob(jobId);
    if (!job || (await job.isActive())) return false;
    return job.remove().then(
      () => true,
      // It was picked up between the look and the removal.
      () => false,
    );
  }

  /** For jobs that have begun: the sandbox hears it at once, or finds the key when it picks the job up. */
  async cancel(id: string): Promise<void> {
    await this.#redis.set(this.#keys.jobCancelled(id), '1', 'EX', CANCEL_KEPT_S);
    await this.#redis.publish(this.#keys.cancelChannel, id);
  }

  async countQueued(): Promise<number> {
    return this.#countAhead();
  }

  async close(): Promise<void> {
    await this.#queue.close();
  }

  async #countAhead(): Promise<number> {
    const counts = await this.#queue.getJobCounts('waiting', 'prioritized');
    return (counts['waiting'] ?? 0) + (counts['prioritized'] ?? 0);
  }

  async #say(job: Job, event: JobEvent): Promise<void> {
    const entry: JobEventEntry = { try: job.try, n: 0, atMs: 0, event };
    await this.#redis.xadd(this.#keys.jobEvents(job.id), '*', 'e', JSON.stringify(entry));
  }
}
