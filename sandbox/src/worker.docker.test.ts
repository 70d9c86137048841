import { createServer, connect, type Server, type Socket } from 'node:net';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@twohours/wire/id';
import type { ExerciseHashes } from '@twohours/wire/exercise';
import type { RunJob } from '@twohours/wire/job';
import { EngineDoor } from './testing/engine-door.ts';
import { hiddenPart, sealedPart } from './testing/exercise.ts';
import { gone, Stack } from './testing/stack.ts';

const ONE_TEST = { 'a_test.go': 'package sum\n\nimport "testing"\n\nfunc TestOne(t *testing.T) {}\n' };
const LONG_TEST = { 'a_test.go': 'package sum\n\nimport ("testing"; "time")\n\nfunc TestLong(t *testing.T) { time.Sleep(4 * time.Second) }\n' };

let stack: Stack;
let exercise: ExerciseHashes;
beforeEach(async () => {
  stack = await Stack.open();
  exercise = await stack.publish(sealedPart(), hiddenPart({}, []));
});
afterEach(async () => {
  await stack.close();
});

function runJob(files: Record<string, string>, change: Partial<RunJob> = {}): RunJob {
  return { kind: 'run', id: newId('run'), try: 1, lease: 'lease-one', exercise, files, actions: ['test'], ...change };
}

const isRunning = (id: string) => async () => (await stack.events(id)).some(({ event }) => event.type === 'test');

describe('a worker', () => {
  it('[W1] takes a job, says in order what happens, and hands its ending to the servers', async () => {
    stack.startWorker();
    const job = runJob(ONE_TEST);
    await stack.add(job);
    const ending = await stack.ending(job.id);
    expect(ending).toMatchObject({
      kind: 'run',
      try: 1,
      lease: 'lease-one',
      ending: { kind: 'ran', tests: [{ name: 'TestOne', status: 'passed' }] },
    });
    const events = await stack.events(job.id);
    expect(events.map(({ n }) => n)).toEqual(events.map((_, index) => index + 1));
    expect(events.map(({ event }) => event.type)).toEqual(['picked-up', 'compiling', 'started', 'test', 'test']);
    expect(await readdir(join(stack.dir, 'data', 'packages'))).toEqual([`${exercise.sealed}.tar`]);
    expect(await stack.health()).toMatchObject([{ state: 'ready', slots: 2 }]);
    await stack.until('an empty queue', async () => (await stack.countQueued()) === 0);
  });

  it('[W2] hears a cancellation at once, or finds it when it takes the job', async () => {
    stack.startWorker();
    const job = runJob(LONG_TEST);
    await stack.add(job);
    await stack.until('the test', isRunning(job.id));
    const cancelledAt = performance.now();
    await stack.redis.publish(stack.keys.cancelChannel, job.id);
    expect(await stack.ending(job.id)).toMatchObject({ ending: { kind: 'ran', outcome: { kind: 'cancelled' } } });
    expect(performance.now() - cancelledAt).toBeLessThan(1_000);
    const early = runJob(LONG_TEST);
    await stack.redis.set(stack.keys.jobCancelled(early.id), '1');
    await stack.add(early);
    expect(await stack.ending(early.id)).toMatchObject({ ending: { kind: 'cancelled' } });
  });

  it('[W3] that was killed is replaced: its job is done again, and nothing of it is left within 15 s', async () => {
    const first = stack.startWorker();
    const job = runJob(LONG_TEST);
    await stack.add(job);
    await stack.until('the test', isRunning(job.id));
    const [old] = await stack.containers();
    const [oldPrograms] = await stack.programs();
    first.kill('SIGKILL');
    await gone(first);
    const killedAt = performance.now();
    stack.startWorker();
    await stack.until(
      'the removal',
      async () => !(await stack.containers()).includes(old ?? '') && !(await stack.programs()).includes(oldPrograms ?? ''),
    );
    expect(performance.now() - killedAt).toBeLessThan(15_000);
    expect(await stack.ending(job.id)).toMatchObject({ try: 1, ending: { kind: 'ran', outcome: { kind: 'exited', exitCode: 0 } } });
  });

  it('[W4] that is told to stop puts its job back, leaves nothing, and another one does it', async () => {
    const first = stack.startWorker();
    const job = runJob(LONG_TEST);
    await stack.add(job);
    await stack.until('the test', isRunning(job.id));
    first.kill('SIGTERM');
    const stoppedAt = performance.now();
    expect(await gone(first)).toBe(0);
    expect(performance.now() - stoppedAt).toBeLessThan(5_000);
    expect(await stack.containers()).toEqual([]);
    expect(await stack.programs()).toEqual([]);
    expect(await stack.health()).toEqual([]);
    expect(stack.endings).toEqual([]);
    expect(await stack.countQueued()).toBe(1);
    stack.startWorker();
    expect(await stack.ending(job.id)).toMatchObject({ ending: { kind: 'ran', outcome: { kind: 'exited', exitCode: 0 } } });
  });

  it('[W5] removes the containers of an earlier try first', async () => {
    stack.startWorker();
    const job = runJob(LONG_TEST);
    await stack.add(job);
    await stack.until('the test', isRunning(job.id));
    const [old] = await stack.containersOf(job.id);
    await stack.add({ ...job, try: 2, lease: 'lease-two' });
    await stack.until('the removal', async () => !(await stack.containers()).includes(old ?? ''));
    await stack.until('the second ending', async () => stack.endings.find((ending) => ending.try === 2));
    expect(stack.endings.find((ending) => ending.try === 2)).toMatchObject({
      lease: 'lease-two',
      ending: { kind: 'ran', outcome: { kind: 'exited' } },
    });
  });

  it('[W6] gives a fault, not a verdict, for a job that cannot be read and a package that is missing or not what its name says', async () => {
    stack.startWorker();
    const missing = runJob(ONE_TEST, { exercise: { ...exercise, sealed: 'f'.repeat(64) } });
    await stack.add(missing);
    expect(await stack.ending(missing.id)).toMatchObject({ kind: 'faulted', of: 'run', reason: expect.stringContaining('not in Redis') });
    const unreadable = runJob(ONE_TEST, { actions: [] });
    await stack.add(unreadable);
    expect(await stack.ending(unreadable.id)).toMatchObject({ kind: 'faulted', reason: expect.stringContaining('cannot be read') });
    await stack.redis.set(stack.keys.packagePart('e'.repeat(64)), 'something else');
    const wrong = runJob(ONE_TEST, { exercise: { ...exercise, sealed: 'e'.repeat(64) } });
    await stack.add(wrong);
    expect(await stack.ending(wrong.id)).toMatchObject({ kind: 'faulted', reason: expect.stringContaining('not what its name says') });
  });
});

describe('without an engine', () => {
  /** Stands in front of the engine, and can be taken away. */
  async function door(path: string): Promise<{ open(): Promise<void>; shut(): Promise<void> }> {
    let server: Server | undefined;
    const sockets = new Set<Socket>();
    return {
      async open() {
        server = createServer({ allowHalfOpen: true }, (near) => {
          const far = connect({ path: '/var/run/docker.sock', allowHalfOpen: true });
          for (const socket of [near, far]) {
            sockets.add(socket);
            socket.on('error', () => undefined);
            socket.on('close', () => sockets.delete(socket));
          }
          near.pipe(far).pipe(near);
          near.on('close', () => far.destroy());
          far.on('close', () => near.destroy());
        });
        await new Promise<void>((resolve) => server?.listen(path, resolve));
      },
      async shut() {
        for (const socket of sockets) socket.destroy();
        await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
      },
    };
  }

  it('[W7] it stays up, says so, takes nothing, and recovers by itself; what it was doing is done then', async () => {
    const socket = join(stack.dir, 'docker.sock');
    const engine = await door(socket);
    stack.startWorker({ DOCKER_HOST: `unix://${socket}` });
    const [health] = await stack.until('its health', async () => ((await stack.health()).length > 0 ? stack.health() : undefined));
    expect(health).toMatchObject({ state: 'unavailable', reason: expect.stringContaining('Docker engine') });
    const job = runJob(LONG_TEST);
    await stack.add(job);
    await engine.open();
    await stack.until('the test', isRunning(job.id));
    await engine.shut();
    await stack.until('the news', async () => (await stack.health()).every(({ state }) => state === 'unavailable'));
    expect(stack.endings).toEqual([]);
    await engine.open();
    expect(await stack.ending(job.id)).toMatchObject({ kind: 'run', ending: { kind: 'ran', outcome: { kind: 'exited', exitCode: 0 } } });
    expect(stack.endings).toHaveLength(1);
    await engine.shut();
  });

  it('[W8] an image that is missing is told as such', async () => {
    stack.startWorker({ SANDBOX_IMAGE: 'twohours-sandbox:never-built' });
    const health = await stack.until('its health', async () => ((await stack.health()).length > 0 ? stack.health() : undefined));
    expect(health).toMatchObject([{ state: 'unavailable', reason: expect.stringContaining('image') }]);
  });
});

describe('with an engine that does not keep its promises', () => {
  let engine: EngineDoor;
  let socket: string;
  beforeEach(async () => {
    socket = join(stack.dir, 'careless.sock');
    engine = await EngineDoor.open(socket);
  });
  afterEach(async () => {
    await engine.close();
  });
  const health = async () => (await stack.health())[0];

  it('[W13] it takes nothing, names what is not held, and takes jobs when a self-test has passed', async () => {
    engine.change = (options) => ({ ...options, HostConfig: { ...options.HostConfig, PidsLimit: 0 } });
    stack.startWorker({ DOCKER_HOST: `unix://${socket}` });
    const job = runJob(ONE_TEST);
    await stack.add(job);
    const said = await stack.until('the failure', async () => ((await health())?.selfTest?.state === 'failed' ? health() : undefined));
    expect(said).toMatchObject({ state: 'unavailable', reason: expect.stringContaining('not sealed'), selfTest: { failed: ['processes'] } });
    expect(said?.reason).not.toContain('processes');
    expect(await stack.events(job.id)).toEqual([]);
    expect(await stack.countQueued()).toBe(1);
    // Whoever mends it restarts it.
    await engine.close();
    await stack.until('the outage', async () => (await health())?.reason?.includes('does not reach'));
    engine = await EngineDoor.open(socket);
    expect(await stack.ending(job.id)).toMatchObject({ ending: { kind: 'ran' } });
    expect(await health()).toMatchObject({ state: 'ready', handIn: 'bind', runtime: 'default', selfTest: { state: 'passed', failed: [] } });
  });

  it('[W14] a container that cannot be removed takes a slot; without one left nothing is taken, until it is gone', async () => {
    stack.startWorker({ DOCKER_HOST: `unix://${socket}` });
    await stack.until('the self-test', async () => (await health())?.state === 'ready');
    const stick = async () => {
      const job = runJob(LONG_TEST);
      await stack.add(job);
      await stack.until('the test', isRunning(job.id));
      // The one that it was compiled in is on its way out.
      const id = await stack.until('its container', async () => {
        const [id, ...others] = await stack.containersOf(job.id);
        return others.length === 0 && id;
      });
      engine.stubborn.add(id);
      await stack.ending(job.id);
    };
    await stick();
    await stack.until('the quarantine', async () => (await health())?.quarantined === 1);
    expect(await health()).toMatchObject({ state: 'ready' });
    const pair = [runJob(LONG_TEST), runJob(LONG_TEST)] as const;
    for (const job of pair) await stack.add(job);
    await stack.until('the first test', isRunning(pair[0].id));
    await stack.until('the next beat', async () => (await health())?.busy === 1);
    expect(await stack.events(pair[1].id)).toEqual([]);
    for (const job of pair) await stack.ending(job.id);
    await stick();
    const full = await stack.until('the end', async () => ((await health())?.quarantined === 2 ? health() : undefined));
    expect(full).toMatchObject({ state: 'unavailable', reason: expect.stringContaining('could not be removed') });
    const waiting = runJob(ONE_TEST);
    await stack.add(waiting);
    engine.stubborn.clear();
    expect(await stack.ending(waiting.id)).toMatchObject({ ending: { kind: 'ran' } });
    await stack.until('the release', async () => (await health())?.quarantined === 0);
  });
});
