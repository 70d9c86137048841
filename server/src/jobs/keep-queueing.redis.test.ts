import type { Job } from '@twohours/wire/job';
import { expect, it } from 'vitest';
import { FakeClock } from '../fake-clock.ts';
import { testRedis } from '../redis/testing/test-redis.ts';
import { QueueingLoop } from './keep-queueing.ts';

function setUp(making: (id: string) => Promise<void> = async () => undefined) {
  const own = testRedis();
  const clock = new FakeClock();
  const added: string[] = [];
  const over = new Set<string>();
  const removed: string[] = [];
  const loop = new QueueingLoop({
    ...own,
    clock,
    log: { error: () => undefined },
    queue: {
      add: async (job) => added.push(job.id) > 0,
      remove: async (jobId) => {
        removed.push(jobId);
        return 'removed';
      },
    },
    isOver: async (id) => over.has(id),
    jobOf: async (id) => {
      await making(id);
      return { job: { id } as Job, priority: 'run' };
    },
  });
  const stop = new AbortController();
  const mark = (jobIds: readonly string[], from = 0) =>
    Promise.all(jobIds.map((jobId, index) => own.redis.zadd(own.keys.unqueuedJobs, clock.now() + from + index, jobId)));
  const marked = () => own.redis.zrange(own.keys.unqueuedJobs, 0, '-1');
  const run = () => {
    const running = loop.run(stop.signal);
    return async () => {
      stop.abort();
      await running;
      await own.close();
    };
  };
  return { clock, added, over, removed, loop, mark, marked, run };
}

const jobIds = (kind: 'run' | 'grd' | 'tri', count: number) => Array.from({ length: count }, (_, index) => `${kind}_${index}-1`);
const idsOf = (jobs: readonly string[]) => jobs.map((jobId) => jobId.slice(0, -2));

it('[J2] a job that cannot be handed over keeps no other from it, and stays marked', async () => {
  const { added, mark, marked, run } = setUp(async (id) => {
    if (id === 'run_broken') throw new Error('cannot be read');
  });
  await mark(['run_broken-1', ...jobIds('run', 20)], -1_000);
  const end = run();
  await expect.poll(marked).toEqual(['run_broken-1']);
  expect(added).toHaveLength(20);
  await end();
});

it('[Q4] jobs are handed over in the order in which they were asked for, runs first and trials last, however long each takes to make', async () => {
  const { added, mark, marked, run } = setUp(async (id) => {
    // The first ones take the longest.
    for (let turn = 0; turn < 40 - Number(id.slice(4)); turn += 1) await new Promise(setImmediate);
  });
  const [trials, gradings, runs] = [jobIds('tri', 30), jobIds('grd', 30), jobIds('run', 30)];
  await mark(trials, -3_000);
  await mark(gradings, -2_000);
  await mark(runs, -1_000);
  const end = run();
  await expect.poll(marked).toEqual([]);
  expect(added).toEqual(idsOf([...runs, ...gradings, ...trials]));
  await end();
});

it('[Q4] a run that is asked for while many gradings are handed over does not wait for all of them', async () => {
  const { added, loop, mark, marked, run } = setUp(async (id) => {
    if (id !== 'grd_5') return;
    await mark(['run_now-1'], -1);
    loop.poke();
  });
  await mark(jobIds('grd', 200), -2_000);
  const end = run();
  await expect.poll(marked).toEqual([]);
  expect(added.indexOf('run_now')).toBeLessThan(40);
  await end();
});

it('[Q8] what was cancelled while it was made is taken out again', async () => {
  const { added, over, removed, mark, marked, run } = setUp(async (id) => void (id === 'run_1' && over.add(id)));
  await mark(jobIds('run', 3), -1_000);
  const end = run();
  await expect.poll(marked).toEqual([]);
  expect(added).toHaveLength(3);
  expect(removed).toEqual(['run_1-1']);
  await end();
});

it('[Q7] what is to pause is handed over when its pause is over', async () => {
  const { clock, added, mark, marked, run } = setUp();
  await mark(['run_again-2'], 2_000);
  await mark(['run_now-1']);
  const end = run();
  await expect.poll(marked).toEqual(['run_again-2']);
  await clock.jump(1_500);
  expect(added).toEqual(['run_now']);
  await clock.jump(500);
  await expect.poll(marked).toEqual([]);
  expect(added).toEqual(['run_now', 'run_again']);
  await end();
});
