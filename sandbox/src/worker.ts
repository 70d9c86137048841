import { JOB_QUEUE, JobEndingSchema, JobSchema, RESULT_QUEUE, SANDBOX_BEAT_MS, sharedKeys, type Job, type JobEnding } from '@twohours/wire/job';
import { Queue, WaitingError, Worker, type Job as QueuedJob } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { z } from 'zod';
import { Beat } from './beat.ts';
import { Cancellations } from './cancellations.ts';
import { EventStream, lastNumber } from './event-stream.ts';
import type { Engine } from './engine.ts';
import { Fault } from './fault.ts';
import type { HandIn } from './hand-in.ts';
import type { OperatorLimits } from './limits.ts';
import { PackageCache } from './package-cache.ts';
import type { Pool } from './pool.ts';
import type { ProgramCache } from './program-cache.ts';
import { findReadiness, type Readiness } from './readiness.ts';
import { runJob } from './run-job.ts';
import { removeContainersOf, sweep } from './sweep.ts';

const LOCK_MS = 15_000;
const STALLED_MS = 5_000;
const SWEEP_MS = 5_000;

export interface WorkerDeps {
  readonly redis: Redis;
  /** For messages; used by nobody else. */
  readonly subscriber: Redis;
  readonly prefix: string;
  readonly engine: Engine;
  readonly handIn: HandIn;
  readonly pool: Pool;
  readonly programs: ProgramCache;
  readonly operator: OperatorLimits;
  readonly image: string;
  readonly slots: number;
  readonly instance: string;
  readonly worker: string;
  readonly dataDir: string;
  readonly log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
}

/** Of a job that cannot be read otherwise: enough to say so. */
const NamedSchema = z.object({ kind: z.enum(['run', 'grade', 'format']), id: z.string(), try: z.number().int(), lease: z.string() });

/**
 * Theory of operation. Jobs come from BullMQ, as many at a time as there are slots; what happens goes to the job's stream, how
 * it ended to the queue of results. BullMQ delivers at least once: whoever takes a job that was begun before first removes its
 * old containers. Without Docker or an image we stay up, say so, take nothing, and put back what we had: a fault of ours counts
 * against a job only where the next worker would have it too.
 */
export class SandboxWorker {
  readonly #deps: WorkerDeps;
  readonly #keys: ReturnType<typeof sharedKeys>;
  readonly #beat: Beat;
  readonly #cancellations: Cancellations;
  readonly #packages: PackageCache;
  readonly #results: Queue;
  readonly #jobs: Worker;
  readonly #stopping = new AbortController();
  readonly #loops: Promise<void>[] = [];
  #readiness: Readiness = { state: 'unavailable', reason: 'The sandbox is starting.' };
  /** How often there was no engine or no image. */
  #outages = 0;
  #busy = 0;

  constructor(deps: WorkerDeps) {
    this.#deps = deps;
    const { redis } = deps;
    this.#keys = sharedKeys(deps.prefix);
    this.#beat = new Beat(redis, this.#keys.sandboxes, deps.worker);
    this.#cancellations = new Cancellations(redis, deps.subscriber, this.#keys);
    this.#packages = new PackageCache({ dir: deps.dataDir, fetch: async (hash) => redis.getBuffer(this.#keys.packagePart(hash)) });
    this.#results = new Queue(RESULT_QUEUE, { connection: redis, prefix: this.#keys.bull });
    this.#jobs = new Worker(JOB_QUEUE, async (job, token) => this.#take(job, token), {
      connection: redis,
      prefix: this.#keys.bull,
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

  get isReady(): boolean {
    return this.#readiness.state === 'ready';
  }

  async start(): Promise<void> {
    await this.#cancellations.start();
    await this.#check();
    this.#loops.push(
      this.#every(SANDBOX_BEAT_MS, 'the beat', () => this.#check()),
      this.#every(SWEEP_MS, 'the sweep', () => this.#sweep()),
    );
  }

  /** Takes nothing new, ends what runs and puts it back for others, and leaves nothing behind. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#jobs.close();
    await Promise.all(this.#loops);
    await this.#deps.pool.close();
    await this.#deps.engine.idle();
    await this.#deps.handIn.removeAll();
    await this.#results.close();
    await this.#beat.leave();
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
      return {
        kind: 'faulted',
        of: kind,
        id,
        try: jobTry,
        lease,
        worker: this.#deps.worker,
        reason: error instanceof Error ? error.message : String(error),
      };
    }
  }

  /** Undefined: not now, and not because of the job. */
  async #work(job: Job, queued: QueuedJob): Promise<JobEnding | undefined> {
    const { engine, instance, log } = this.#deps;
    if (this.#readiness.state !== 'ready') return undefined;
    const { images } = this.#readiness;
    const outages = this.#outages;
    const cancelled = new AbortController();
    const forget = await this.#cancellations.watch(job.id, () => cancelled.abort());
    try {
      if (job.try > 1 || queued.attemptsStarted > 1) await removeContainersOf({ engine, instance }, job.id);
      const { redis } = this.#deps;
      const stream = this.#keys.jobEvents(job.id);
      const last = queued.attemptsStarted > 1 ? await lastNumber(redis, stream, job.try) : 0;
      const events = new EventStream({ redis, clock: engine.clock }, stream, job.try, last);
      const waitMs = (queued.processedOn ?? queued.timestamp) - queued.timestamp;
      const signal = AbortSignal.any([cancelled.signal, this.#stopping.signal]);
      const ending = await runJob({ ...this.#deps, images, packages: this.#packages }, job, (event) => events.add(event), signal, waitMs);
      await events.flush();
      if (ending.kind === 'faulted') {
        log.warn({ job: job.id, try: job.try, reason: ending.reason }, 'a job faulted');
        await this.#check();
        if (!this.isReady || this.#outages > outages) return undefined;
      }
      return ending;
    } finally {
      forget();
    }
  }

  /** Looks whether containers can be had, says so, and takes jobs or stops taking them. */
  async #check(): Promise<void> {
    const { engine, image, log, slots } = this.#deps;
    const was = this.#readiness.state;
    const now = await findReadiness(engine, image, log);
    this.#readiness = now;
    if (now.state === 'unavailable') {
      if (was === 'ready') {
        this.#outages += 1;
        log.error({ reason: now.reason }, 'no jobs are taken');
      }
      await this.#jobs.pause(true);
    } else if (!this.#stopping.signal.aborted && (was === 'unavailable' || !this.#jobs.isRunning())) {
      log.info({ images: now.images, slots }, 'jobs are taken');
      await this.#jobs.resume();
    }
    await this.#beat.say({ state: now.state, ...(now.state === 'unavailable' && { reason: now.reason }), slots, busy: this.#busy });
  }

  async #sweep(): Promise<void> {
    if (!this.isReady) return;
    await sweep(this.#deps, await this.#beat.alive());
    this.#deps.pool.refill();
  }

  async #every(ms: number, what: string, work: () => Promise<void>): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await work().catch((error: unknown) => this.#deps.log.warn({ err: error }, `${what} failed and is tried again`));
      await this.#deps.engine.clock.sleep(ms, signal);
    }
  }
}
