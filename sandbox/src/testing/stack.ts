import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashesOf } from '@twohours/exercises/hash';
import { packHidden, packOpen, packSealed } from '@twohours/exercises/pack';
import type { ExerciseHashes, HiddenPart, SealedPart } from '@twohours/wire/exercise';
import {
  JOB_QUEUE,
  JobEventEntrySchema,
  RESULT_QUEUE,
  SandboxHealthSchema,
  sharedKeys,
  type Job,
  type JobEventEntry,
  type SandboxHealth,
} from '@twohours/wire/job';
import { JobEndingSchema, type JobEnding } from '@twohours/wire/job-ending';
import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { systemClock } from '../clock.ts';
import { LABEL } from '../containers.ts';
import { connectDocker } from '../engine.ts';
import { prefixFor } from '../pool.ts';
import { connectRedis } from '../redis.ts';

const MAIN = new URL('../main.ts', import.meta.url).pathname;
const PATIENCE_MS = 40_000;

/** A server's side of things: real Redis, and sandboxes as processes of their own. */
export class Stack {
  readonly prefix = `test-${randomBytes(6).toString('hex')}:`;
  readonly instance = `test-${randomBytes(6).toString('hex')}`;
  readonly keys = sharedKeys(this.prefix);
  readonly endings: JobEnding[] = [];
  readonly redis: Redis;
  readonly dir: string;
  readonly #jobs: Queue;
  readonly #results: Worker;
  readonly #workers: ChildProcess[] = [];

  private constructor(url: string, dir: string) {
    this.dir = dir;
    this.redis = connectRedis(url);
    this.#jobs = new Queue(JOB_QUEUE, { connection: this.redis, prefix: this.keys.bull });
    const take = async ({ data }: { data: unknown }) => void this.endings.push(JobEndingSchema.parse(data));
    this.#results = new Worker(RESULT_QUEUE, take, { connection: this.redis, prefix: this.keys.bull });
  }

  static async open(): Promise<Stack> {
    const url = process.env['TEST_REDIS_URL'];
    if (!url) throw new Error('TEST_REDIS_URL is not set');
    return new Stack(url, await mkdtemp(join(tmpdir(), 'twohours-stack-')));
  }

  /** Ends what a test left running, without grace. */
  async close(): Promise<void> {
    for (const worker of this.#workers) worker.kill('SIGKILL');
    await Promise.all(this.#workers.map((worker) => gone(worker)));
    await this.#results.close();
    await this.#jobs.close();
    await this.redis.quit();
    // Twice: the engine may just be making what a worker asked for before it was killed.
    for (const pause of [200, 0]) {
      const left = await this.containers();
      await Promise.all(
        left.map(async (id) =>
          connectDocker()
            .getContainer(id)
            .remove({ force: true, v: true })
            .catch(() => undefined),
        ),
      );
      await systemClock.sleep(pause);
    }
    await rm(this.dir, { recursive: true, force: true });
  }

  startWorker(environment: Record<string, string> = {}): ChildProcess {
    const env = {
      ...process.env,
      REDIS_URL: process.env['TEST_REDIS_URL'],
      REDIS_PREFIX: this.prefix,
      TWOHOURS_INSTANCE: this.instance,
      RUNTIME_DIR: join(this.dir, 'run'),
      DATA_DIR: join(this.dir, 'data'),
      SANDBOX_SLOTS: '2',
      LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
      ...environment,
    };
    const child = spawn(process.execPath, [MAIN], { env, stdio: 'inherit' });
    this.#workers.push(child);
    return child;
  }

  async publish(sealed: SealedPart, hidden: HiddenPart): Promise<ExerciseHashes> {
    const role = { id: 'role', title: 'Role', teams: [], stages: [{ title: 'Exercise', text: '', isExercise: true }], qualifications: [] };
    const open = await packOpen({ id: sealed.id, version: 1, title: 'Sum', minutes: 10, go: sealed.go, role, overview: '' });
    const parts = { open, sealed: await packSealed(sealed), hidden: await packHidden(hidden) };
    const hashes = hashesOf(parts);
    await this.redis.set(this.keys.packagePart(hashes.sealed), parts.sealed);
    await this.redis.set(this.keys.packagePart(hashes.hidden), parts.hidden);
    return hashes;
  }

  async add(job: Job): Promise<void> {
    await this.#jobs.add(job.kind, job, { jobId: `${job.id}-${job.try}`, removeOnComplete: true, removeOnFail: true });
  }

  async countQueued(): Promise<number> {
    const counts = await this.#jobs.getJobCounts('waiting', 'prioritized', 'active');
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  }

  async events(id: string): Promise<JobEventEntry[]> {
    const rows = await this.redis.xrange(this.keys.jobEvents(id), '-', '+');
    return rows.map(([, fields]) => JobEventEntrySchema.parse(JSON.parse(fields[1] ?? '')));
  }

  async health(): Promise<SandboxHealth[]> {
    return Object.values(await this.redis.hgetall(this.keys.sandboxes)).map((text) => SandboxHealthSchema.parse(JSON.parse(text)));
  }

  /** Ids of containers of this installation. */
  async containers(): Promise<string[]> {
    const all = await connectDocker().listContainers({ all: true, filters: { label: [`${LABEL.instance}=${this.instance}`] } });
    return all.map(({ Id: id }) => id);
  }

  /** Ids of those that serve this job. */
  async containersOf(job: string): Promise<string[]> {
    const all = await connectDocker().listContainers({ all: true, filters: { label: [`${LABEL.instance}=${this.instance}`] } });
    return all.filter(({ Names: names }) => names.some((name) => name.startsWith(`/${prefixFor(job)}`))).map(({ Id: id }) => id);
  }

  /** Names of folders with programs. */
  async programs(): Promise<string[]> {
    return readdir(join(this.dir, 'run', 'sandbox', this.instance, 'programs')).catch(() => []);
  }

  async ending(id: string): Promise<JobEnding> {
    return this.until(`the ending of ${id}`, async () => this.endings.find((ending) => ending.id === id));
  }

  async until<T>(what: string, look: () => Promise<T | undefined | false>, withinMs = PATIENCE_MS): Promise<T> {
    const from = systemClock.monotonicMs();
    while (systemClock.monotonicMs() - from < withinMs) {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      await systemClock.sleep(50);
    }
    throw new Error(`${what} did not come within ${withinMs} ms`);
  }
}

export async function gone(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}
