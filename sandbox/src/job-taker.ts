import { JOB_QUEUE, JobKindSchema, JobSchema, RESULT_QUEUE, type Job, type sharedKeys } from '@twohours/wire/job';
import { JobEndingSchema, type JobEnding } from '@twohours/wire/job-ending';
import { Queue, WaitingError, Worker, type Job as QueuedJob } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { z } from 'zod';
import { Cancellations } from './cancellations.ts';
import type { Engine } from './engine.ts';
import { EventStream, lastNumber } from './event-stream.ts';
import { Fault } from './fault.ts';
import type { Images } from './images.ts';
import type { OperatorLimits } from './limits.ts';
import { PackageCache } from './package-cache.ts';
import type { Pool } from './pool.ts';
import type { ProgramCache } from './program-cache.ts';
import { runJob } from './run-job.ts';
import { removeContainersOf } from './sweep.ts';

const LOCK_MS = 15_000;
const STALLED_MS = 5_000;

/** What jobs are done with, from when they could be taken until they could not any more. */
export interface Footing {
  readonly images: Images;
  readonly pool: Pool;
  /** Aborts when a self-test has failed: what was under way then is worth nothing. */
  readonly unsealed: AbortSignal;
}

export interface JobTakerDeps {
  readonly redis: Redis;
  /** For messages; used by nobody else. */
  readonly subscriber: Redis;
  readonly keys: ReturnType<typeof sharedKeys>;
  readonly engine: Engine;
  readonly programs: ProgramCache;
  readonly operator: OperatorLimits;
  readonly slots: number;
  readonly instance: string;
  readonly worker: string;
  readonly dataDir: string;
  readonly log: Pick<Logger, 'debug' | 'warn' | 'error'>;
  /** Undefined while no jobs may be taken. */
  readonly footing: () => Footing | undefined;
  /** Looks anew; `footing` tells afterwards. */
  readonly check: () => Promise<void>;
}

/** Of a job that cannot be read otherwise: enough to say so. */
const NamedSchema = z.object({ kind: JobKindSchema, id: z.string(), try: z.number().int(), lease: z.string() });

/**
 * Theory of operation. Jobs come from BullMQ; what happens goes to the job's stream, how it ended to the queue of results.
 * BullMQ delivers at least once: whoever takes a job that was begun before first removes its old containers. What was under
 * way when the footing was lost is put back: a fault of ours counts against a job only where the next worker would have it too.
 */
export class JobTaker {
  readonly #deps: JobTakerDeps;
  readonly #cancellations: Cancellations;
  readonly #packages: PackageCache;
  readonly #results: Queue;
  readonly #jobs: Worker;
  readonly #stopping = new AbortController();
  #busy = 0;

  constructor(deps: JobTakerDeps) {
    this.#deps = deps;
    const { redis, keys } = deps;
    this.#cancellations = new Cancellations(redis, deps.subscriber, keys);
    this.#packages = new PackageCache({ dir: deps.dataDir, fetch: async (hash) => redis.getBuffer(keys.packagePart(hash)) });
    this.#results = new Queue(RESULT_QUEUE, { connection: redis, prefix: keys.bull });
    this.#jobs = new Worker(JOB_QUEUE, async (job, token) => this.#take(job, token), {
      connection: redis,
      prefix: keys.bull,
      concurrency: deps.slots,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_MS,
      maxStalledCount: 100,
      autorun: false,
    });
    // Both say again what the failed command says to its caller, or what the next beat finds.
    this.#results.on('error', () => undefined);
    this.#jobs.on('error', (error) => this.#deps.log.debug({ err: error }, 'the queue of jobs'));
  }

  get busy(): number {
    return this.#busy;
  }

  async start(): Promise<void> {
    await this.#cancellations.start();
  }

  /** No more than so many at a time; those under way go on. */
  async resume(slots: number): Promise<void> {
    this.#jobs.concurrency = slots;
    if (!this.#stopping.signal.aborted) await this.#jobs.resume();
  }

  async pause(): Promise<void> {
    await this.#jobs.pause(true);
  }

  /** Takes nothing new, ends what runs and puts it back for others. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#jobs.close();
  }

  async close(): Promise<void> {
    await this.#results.close();
  }

  async #take(queued: QueuedJob, token: string | undefined): Promise<void> {
    this.#busy += 1;
    try {
      const ending = await this.#endingOf(queued);
      if (ending === 'not-now' || this.#stopping.signal.aborted) throw new WaitingError();
      if (ending === 'nobody-waits') return;
      const options = { jobId: `${ending.id}-${ending.try}`, removeOnComplete: true, removeOnFail: true };
      await this.#results.add('ended', ending, options);
    } catch (error) {
      // Nothing is lost: a job whose ending could not be handed over is done again.
      if (!(error instanceof WaitingError)) this.#deps.log.error({ err: error, job: queued.id }, 'a job is put back');
      await queued.moveToWait(token);
      throw new WaitingError();
    } finally {
      this.#busy -= 1;
    }
  }

  /** What cannot be read, or ends in a way that we do not understand, is a fault: the server decides what comes of it. */
  async #endingOf(queued: QueuedJob): Promise<JobEnding | 'not-now' | 'nobody-waits'> {
    const job = JobSchema.safeParse(queued.data);
    try {
      if (!job.success) throw new Fault('the job cannot be read', { cause: job.error });
      const ending = await this.#work(job.data, queued);
      return ending ? JobEndingSchema.parse(ending) : 'not-now';
    } catch (error) {
      this.#deps.log.error({ err: error, job: queued.id }, 'a job ended in a way that it should not');
      const named = NamedSchema.safeParse(queued.data);
      if (!named.success) return 'nobody-waits';
      const { kind, id, try: jobTry, lease } = named.data;
      const reason = error instanceof Error ? error.message : String(error);
      return { kind: 'faulted', of: kind, id, try: jobTry, lease, worker: this.#deps.worker, reason };
    }
  }

  /** Undefined: not now, and not because of the job. */
  async #work(job: Job, queued: QueuedJob): Promise<JobEnding | undefined> {
    const { engine, instance, log, redis, keys } = this.#deps;
    const footing = this.#deps.footing();
    if (!footing) return undefined;
    const { images, pool, unsealed } = footing;
    const cancelled = new AbortController();
    const forget = await this.#cancellations.watch(job.id, () => cancelled.abort());
    try {
      if (job.try > 1 || queued.attemptsStarted > 1) await removeContainersOf({ engine, instance }, job.id);
      const stream = keys.jobEvents(job.id);
      const last = queued.attemptsStarted > 1 ? await lastNumber(redis, stream, job.try) : 0;
      const events = new EventStream({ redis, clock: engine.clock }, stream, job.try, last);
      const waitMs = (queued.processedOn ?? queued.timestamp) - queued.timestamp;
      const signal = AbortSignal.any([cancelled.signal, unsealed, this.#stopping.signal]);
      const deps = { ...this.#deps, images, pool, packages: this.#packages };
      const ending = await runJob(deps, job, (event) => events.add(event), signal, waitMs);
      await events.flush();
      if (ending.kind === 'faulted') {
        log.warn({ job: job.id, try: job.try, reason: ending.reason }, 'a job faulted');
        await this.#deps.check();
        if (this.#deps.footing() !== footing) return undefined;
      }
      return unsealed.aborted ? undefined : ending;
    } finally {
      forget();
    }
  }
}
