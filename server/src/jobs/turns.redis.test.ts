import { newId } from '@twohours/wire/id';
import { JOB_QUEUE, type Job } from '@twohours/wire/job';
import { Worker } from 'bullmq';
import { expect, it } from 'vitest';
import { testRedis } from '../redis/testing/test-redis.ts';
import { jobIdOf } from './job-id.ts';
import { JobQueue } from './job-queue.ts';
import { Turns } from './turns.ts';

const CANDIDATES = 8;
const PATIENCE_MS = 50;
const RUNS_AT_MOST = 3_000;

const jobOf = (id: string) => ({ kind: id.startsWith('run') ? 'run' : 'grade', id, try: 1, lease: 'a-lease-of-its-own' }) as Job;

/** Candidates who press Run again as soon as their run is over, gradings behind them, and a sandbox with two slots. */
async function crowd(turnsOf: (queue: JobQueue) => Turns) {
  const own = testRedis();
  const servers = [new JobQueue(own.redis, own.keys), new JobQueue(own.redis, own.keys)] as const;
  const log: { id: string; what: 'added' | 'taken' }[] = [];
  const gradings = { left: new Set<string>(), taken: [] as string[] };
  const press = async () => {
    const run = newId('run');
    log.push({ id: run, what: 'added' });
    await servers[log.length % 2 === 0 ? 0 : 1].add(jobOf(run), 'run');
  };
  for (const priority of ['closing', 'closing', 'closing', 'regrade', 'regrade'] as const) {
    const id = newId('grd');
    gradings.left.add(id);
    await servers[0].add(jobOf(id), priority);
  }
  await Promise.all(Array.from({ length: CANDIDATES }, press));
  const isDone = () => gradings.left.size === 0 || log.length > 2 * RUNS_AT_MOST;
  const worker = new Worker(
    JOB_QUEUE,
    async ({ data }: { data: Job }) => {
      log.push({ id: data.id, what: 'taken' });
      if (gradings.left.delete(data.id)) gradings.taken.push(data.id);
      else if (!isDone()) await press();
    },
    { connection: own.redis, prefix: own.keys.bull, concurrency: 2 },
  );
  // Both servers look again and again, as they do while somebody waits.
  await Promise.all(
    servers.map(async (queue) => {
      const turns = turnsOf(queue);
      while (!isDone()) await turns.look(await queue.waiting());
    }),
  );
  await worker.close();
  await Promise.all(servers.map((queue) => queue.close()));
  await own.close();
  return { log, gradings };
}

const clock = { now: () => performance.now() };

it('[Q5] gradings get their turn although runs keep coming, and nobody who waits has more than one put in front', async () => {
  const { log, gradings } = await crowd((queue) => new Turns({ queue, clock }, PATIENCE_MS));
  expect(gradings.left.size).toBe(0);
  const inFrontOf = (id: string) => {
    const from = log.findIndex((each) => each.id === id && each.what === 'added');
    const to = log.findIndex((each) => each.id === id && each.what === 'taken');
    return log.slice(from, to).filter((each) => each.what === 'taken' && each.id.startsWith('grd')).length;
  };
  const runs = log.filter((each) => each.what === 'taken' && each.id.startsWith('run')).map(({ id }) => id);
  expect(runs.length).toBeGreaterThan(CANDIDATES);
  expect(Math.max(...runs.map(inFrontOf))).toBe(1);
});

it('[Q5] a grading that was let in by two servers at once is not sent back to the end of the line', async () => {
  const own = testRedis();
  const servers = [new JobQueue(own.redis, own.keys), new JobQueue(own.redis, own.keys)] as const;
  const [grading, ...runs] = [newId('grd'), newId('run'), newId('run')];
  await servers[0].add(jobOf(grading), 'regrade');
  await servers[0].add(jobOf(runs[0] ?? ''), 'run');
  const jobId = jobIdOf({ id: grading, try: 1 });
  await servers[0].letIn(jobId);
  await servers[0].add(jobOf(runs[1] ?? ''), 'run');
  await servers[1].letIn(jobId);
  expect(await servers[1].waiting()).toEqual([runs[0], grading, runs[1]].map((id) => `${id}-1`));
  await Promise.all(servers.map((queue) => queue.close()));
  await own.close();
});
