import type { Job } from '@twohours/wire/job';
import type { Clock } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Keys } from '../redis/keys.ts';
import { readJobId } from './job-id.ts';
import type { JobQueue, Priority } from './job-queue.ts';

const LOOK_EVERY_MS = 500;
/** Of many gradings at once; a run that is asked for meanwhile waits for no more than these. */
const AT_A_TIME = 16;

export interface KeepQueueingDeps {
  readonly redis: Redis;
  readonly keys: Keys;
  readonly queue: Pick<JobQueue, 'add' | 'remove'>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'error'>;
  /** The job of a recorded run, grading or the like, or undefined where that try is over. */
  readonly jobOf: (id: string, jobTry: number) => Promise<{ job: Job; priority: Priority } | undefined>;
  readonly isOver: (id: string) => Promise<boolean>;
}

/**
 * Theory of operation. A run, grading, trial and the like is recorded by the script that also puts its job id into a sorted set, by the
 * instant from which it may be queued: now, or after a pause where it is tried again. This loop hands what is due to
 * BullMQ, in that order, and then takes it out. A crash in between hands it over twice, which is harmless; nothing that
 * was recorded is ever forgotten. `poke` makes the loop look at once, so that nobody waits for its round.
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
        await this.#queueAll(signal);
      } catch (error) {
        if (!signal.aborted) this.#deps.log.error({ err: error }, 'handing jobs to the queue failed and is tried again');
      }
      await this.#deps.clock.sleep(LOOK_EVERY_MS, AbortSignal.any([signal, this.#poked.signal]));
    }
  }

  async #queueAll(signal: AbortSignal): Promise<void> {
    const { redis, keys, clock, log } = this.#deps;
    const failed = new Set<string>();
    while (!signal.aborted) {
      const due = await redis.zrangebyscore(keys.unqueuedJobs, '-inf', String(clock.now()));
      const next = inTurn(due.filter((jobId) => !failed.has(jobId))).slice(0, AT_A_TIME);
      if (next.length === 0) return;
      // Made at the same time, handed over in order.
      const made = next.map((jobId) => ({ jobId, found: this.#make(jobId) }));
      for (const { jobId, found } of made) {
        // One that cannot be handed over keeps no other from it.
        await this.#handOver(jobId, found).catch((error: unknown) => {
          failed.add(jobId);
          log.error({ err: error, job: jobId }, 'a job could not be handed to the queue and is tried again');
        });
      }
    }
  }

  #make(jobId: string) {
    const { id, try: jobTry } = readJobId(jobId);
    const found = this.#deps.jobOf(id, jobTry);
    // Whoever hands it over hears of it.
    found.catch(() => undefined);
    return found;
  }

  async #handOver(jobId: string, making: ReturnType<KeepQueueingDeps['jobOf']>): Promise<void> {
    const { redis, keys, queue, isOver } = this.#deps;
    const found = await making;
    if (found) {
      await queue.add(found.job, found.priority);
      // It was cancelled on its way: nobody is to wait behind it.
      if (await isOver(found.job.id)) await queue.remove(jobId);
    }
    await redis.zrem(keys.unqueuedJobs, jobId);
  }
}

/** For a run someone waits before a screen; for a trial nobody does, and for lanes even less. */
function inTurn(jobIds: readonly string[]): string[] {
  const turnOf = (jobId: string) => (jobId.startsWith('run_') ? 0 : jobId.startsWith('tri_') ? 2 : jobId.startsWith('lan_') ? 3 : 1);
  return [0, 1, 2, 3].flatMap((turn) => jobIds.filter((jobId) => turnOf(jobId) === turn));
}
