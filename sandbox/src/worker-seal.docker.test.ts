import { join } from 'node:path';
import Docker from 'dockerode';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId } from '@twohours/wire/id';
import type { RunJob } from '@twohours/wire/job';
import { systemClock } from './clock.ts';
import { Engine } from './engine.ts';
import { HandInFolders } from './hand-in-folder.ts';
import { Pool } from './pool.ts';
import { ProgramCache } from './program-cache.ts';
import { connectRedis } from './redis.ts';
import { EngineDoor } from './testing/engine-door.ts';
import { hiddenPart, LIMITS, sealedPart } from './testing/exercise.ts';
import { Stack } from './testing/stack.ts';
import { SandboxWorker } from './worker.ts';

const HOUR_MS = 3_600_000;
const PATIENCE_MS = 90_000;
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

let stack: Stack;
let door: EngineDoor;
let worker: SandboxWorker;
let redis: ReturnType<typeof connectRedis>[];
/** How far the worker's clock is ahead. */
let aheadMs = 0;

beforeEach(async () => {
  stack = await Stack.open();
  const socket = join(stack.dir, 'engine.sock');
  door = await EngineDoor.open(socket);
  const clock = { ...systemClock, monotonicMs: () => systemClock.monotonicMs() + aheadMs };
  const engine = new Engine({ docker: new Docker({ socketPath: socket }), clock, log });
  const { instance } = stack;
  const name = 'worker-in-this-process';
  const url = process.env['TEST_REDIS_URL'] ?? '';
  redis = [connectRedis(url), connectRedis(url)];
  const [first, second] = redis;
  if (!first || !second) throw new Error('unreachable: two were connected');
  worker = new SandboxWorker({
    redis: first,
    subscriber: second,
    prefix: stack.prefix,
    engine,
    handIns: [new HandInFolders(join(stack.dir, 'run'), name)],
    makePool: (handIn) => new Pool({ engine, handIn, runtime: undefined, instance, worker: name, size: 1, slots: 1, log }),
    runtime: undefined,
    allowsUnlimitedRunsc: false,
    programs: new ProgramCache(0),
    operator: { wallMs: 60_000, memoryBytes: 1024 ** 3, processes: 512 },
    image: process.env['SANDBOX_IMAGE'] ?? '',
    slots: 1,
    instance,
    worker: name,
    dataDir: join(stack.dir, 'data'),
    log,
  });
  await worker.start();
});
afterEach(async () => {
  await worker.stop();
  await Promise.all(redis.map(async (each) => each.quit()));
  await door.close();
  await stack.close();
});

it('[W15] what is under way when a repeated self-test fails is put back, and taken up again when one has passed', async () => {
  await stack.until('the self-test', async () => worker.health.state === 'ready', PATIENCE_MS);
  const sleep = 'package sum\n\nimport ("testing"; "time")\n\nfunc TestLong(t *testing.T) { time.Sleep(40 * time.Second) }\n';
  const exercise = await stack.publish(sealedPart({ limits: { ...LIMITS, wallMs: 60_000 } }), hiddenPart({}, []));
  const job: RunJob = { kind: 'run', id: newId('run'), try: 1, lease: 'lease-one', exercise, files: { 'a_test.go': sleep }, actions: ['test'] };
  await stack.add(job);
  await stack.until('the test', async () => (await stack.events(job.id)).some(({ event }) => event.type === 'test'), PATIENCE_MS);
  door.change = (options) => ({ ...options, HostConfig: { ...options.HostConfig, PidsLimit: 0 } });
  aheadMs += HOUR_MS;
  await stack.until('the failure', async () => worker.health.selfTest?.state === 'failed', PATIENCE_MS);
  await stack.until('the end of its container', async () => (await stack.containersOf(job.id)).length === 0, PATIENCE_MS);
  await stack.until('the job to be put back', async () => worker.health.busy === 0, PATIENCE_MS);
  expect(worker.health).toMatchObject({ state: 'unavailable', selfTest: { failed: ['processes'] } });
  expect([stack.endings, await stack.countQueued()]).toEqual([[], 1]);
  // So that nobody waits for its test a second time.
  await stack.redis.set(stack.keys.jobCancelled(job.id), '1');
  door.change = (options) => options;
  aheadMs += HOUR_MS;
  const ending = await stack.until('the ending', async () => stack.endings.find(({ id }) => id === job.id), PATIENCE_MS);
  expect(ending).toMatchObject({ kind: 'run', ending: { kind: 'cancelled' } });
}, 300_000);
