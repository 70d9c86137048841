import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { ContainerCreateOptions } from 'dockerode';
import { systemClock } from './clock.ts';
import { SingleUse } from './container.ts';
import { compileContainer, LABEL } from './containers.ts';
import { removeContainersOf } from './sweep.ts';
import { hiddenPart, LIMITS } from './testing/exercise.ts';
import { Lab, statuses } from './testing/lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open({ pool: 1 });
});
afterAll(async () => {
  await lab.close();
  await expect(all()).resolves.toEqual([]);
});

async function all() {
  const { engine, worker } = lab.deps;
  return engine.docker.listContainers({ all: true, filters: { label: [`${LABEL.worker}=${worker}`] } });
}

/** Containers of the pool that run, once there is one of each kind and no other container. */
async function waiting() {
  for (;;) {
    const found = await all();
    const are = found.every(({ Names: names, State: state }) => names[0]?.startsWith('/twohours-waiting-') && state === 'running');
    if (are && new Set(found.map(({ ImageID: image }) => image)).size === 2) return found;
    await systemClock.sleep(20);
  }
}

const FILES = { 'sum.go': 'package sum\n', 'sum_test.go': 'package sum\n\nimport "testing"\n\nfunc TestX(t *testing.T) {}\n' };

it('[L4] after a job, one of each kind waits; the next job uses exactly those, and of them only the compile container again', async () => {
  await expect(lab.run(FILES)).resolves.toMatchObject({ kind: 'ran' });
  const before = await waiting();
  await expect(lab.run({ ...FILES, 'b.go': 'package sum\n' })).resolves.toMatchObject({ kind: 'ran' });
  const after = await waiting();
  const ids = new Set(before.map(({ Id: id }) => id));
  const { images } = lab.deps;
  // A compile container serves one job after the other; a run container is used once.
  expect(after.filter(({ Id: id }) => ids.has(id)).map(({ ImageID: image }) => image)).toEqual([images.compile]);
});

it('[L5] one that was killed while it waited is not used', async () => {
  const { engine } = lab.deps;
  const before = await waiting();
  await Promise.all(before.map(({ Id: id }) => engine.docker.getContainer(id).kill()));
  // Its end is noticed through the stream that is open to it.
  while ((await all()).some(({ Id: id }) => before.some((each) => each.Id === id))) await systemClock.sleep(20);
  await expect(lab.run({ ...FILES, 'c.go': 'package sum\n' })).resolves.toMatchObject({ kind: 'ran', outcome: { kind: 'exited', exitCode: 0 } });
});

it('[L6] a container of the pool is found under its job once it serves one', async () => {
  await waiting();
  let found = 0;
  const hang = { ...FILES, 'sum_test.go': 'package sum\n\nimport "testing"\n\nfunc TestX(t *testing.T) { select {} }\n' };
  const { engine, worker } = lab.deps;
  const ending = await lab
    .run(hang, {
      sealed: { limits: { ...LIMITS, wallMs: 20_000 } },
      onEvent: (event) => {
        if (event.type !== 'started') return;
        void (async () => {
          const named = async () => (await all()).filter(({ Names: names }) => names[0]?.startsWith('/twohours-run_'));
          while ((found = (await named()).length) === 0) await systemClock.sleep(20);
          const id = (await named())[0]?.Names[0]?.split('-')[1] ?? '';
          await removeContainersOf({ engine, instance: 'lab' }, id);
        })();
      },
    })
    .catch((error: unknown) => String(error));
  expect(found).toBeGreaterThan(0);
  // Whoever removes it ends it: no verdict comes of that.
  expect(ending).toContain('faulted');
  expect(worker).toContain('lab-');
});

it('[L7] no two run containers share a user of the host', async () => {
  const users = async () => {
    const infos = await Promise.all((await all()).map(({ Id: id }) => lab.deps.engine.docker.getContainer(id).inspect()));
    return infos.map(({ Config: config }) => config.User).filter((user) => user !== '10001:10001');
  };
  const seen: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    await lab.run({ ...FILES, 'd.go': `package sum\n\nconst d = ${count}\n` });
    await waiting();
    seen.push(...(await users()));
  }
  // One of the other limits may wait all the while.
  expect(new Set(seen).size).toBeGreaterThanOrEqual(3);
});

it('[L8] a container that is not wanted after all is gone soon, and one that fails to start says so to whoever runs it', async () => {
  const { engine, images, worker } = lab.deps;
  const labels = { [LABEL.instance]: 'lab', [LABEL.worker]: worker, [LABEL.deadline]: '0' };
  const one = new SingleUse(engine, compileContainer({ name: 'twohours-test-discarded', image: images.compile, labels }));
  one.discard();
  await engine.idle();
  await expect(all().then((found) => found.filter(({ Names: names }) => names[0] === '/twohours-test-discarded'))).resolves.toEqual([]);
  const broken = new SingleUse(engine, compileContainer({ name: 'twohours-test-broken', image: 'sha256:none', labels }));
  const signal = new AbortController().signal;
  const job = { input: Buffer.alloc(0), wallMs: 1_000, outputBytes: 10, signal, onChunk: () => undefined, lastWord: Promise.resolve() };
  await expect(broken.run(job)).rejects.toThrow('create');
  expect(broken.isWaiting).toBe(false);
});

it('[L9] one that is being renamed is removed after that', async () => {
  const { engine, images, worker } = lab.deps;
  const labels = { [LABEL.instance]: 'lab', [LABEL.worker]: worker, [LABEL.deadline]: '0' };
  const done: string[] = [];
  const create = engine.docker.createContainer.bind(engine.docker);
  vi.spyOn(engine.docker, 'createContainer').mockImplementationOnce(async (options: ContainerCreateOptions) => {
    const made = await create(options);
    const [rename, remove] = [made.rename.bind(made), made.remove.bind(made)];
    made.rename = async (to: { name: string }): Promise<void> => {
      await systemClock.sleep(200);
      await rename(to);
      done.push('renamed');
    };
    made.remove = async (how?: object): Promise<void> => {
      await remove(how);
      done.push('removed');
    };
    return made;
  });
  const one = new SingleUse(engine, compileContainer({ name: 'twohours-test-waits', image: images.compile, labels }));
  one.assign('twohours-test-renamed');
  one.discard();
  await engine.idle();
  expect(done).toEqual(['renamed', 'removed']);
});

it('[L10] a run container that has done its work, or is not wanted, goes by itself: none is killed', async () => {
  const { engine, images, worker } = lab.deps;
  const from = engine.clock.now();
  await expect(lab.run({ ...FILES, 'd.go': 'package sum\n' })).resolves.toMatchObject({ kind: 'ran' });
  await lab.deps.pool.close();
  await engine.idle();
  const said = await engine.docker.getEvents({
    since: Math.floor(from / 1_000),
    until: Math.ceil(engine.clock.now() / 1_000),
    filters: { label: [`${LABEL.worker}=${worker}`], event: ['kill', 'destroy'] },
  });
  const events = (await text(said))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { Action: string; timeNano: number; Actor: { Attributes: { image: string } } });
  // The engine looks at whole seconds, and some of what went before had to be killed.
  const since = events.filter(({ timeNano, Actor: { Attributes: attributes } }) => timeNano >= from * 1e6 && attributes.image === images.run);
  const count = (action: string) => since.filter((event) => event.Action === action).length;
  expect({ killed: count('kill'), gone: count('destroy') > 1 }).toEqual({ killed: 0, gone: true });
});

it('[K1] the same files are compiled once; their tests run each time', async () => {
  const test = 'package sum\n\nimport (\n\t"math/rand"\n\t"testing"\n)\n\nfunc TestX(t *testing.T) { t.Fatal(rand.Int63()) }\n';
  const seen: string[] = [];
  const compiling = vi.spyOn(lab.deps.pool, 'compile');
  const run = async (name: string) => {
    const files = { 'sum.go': 'package sum\n', [name]: test };
    await lab.run(files, { onEvent: (event) => event.type === 'output' && seen.push(event.text) });
    return compiling.mock.calls.length;
  };
  await expect(run('a_test.go')).resolves.toBe(1);
  await expect(run('a_test.go')).resolves.toBe(1);
  expect(seen[0]).not.toBe(seen[1]);
  await expect(run('b_test.go')).resolves.toBe(2);
});

it('[K2] a change to the hidden tests, the exercise or a file is another program', async () => {
  const hidden = (body: string) =>
    hiddenPart({ 'sum_test.go': `package sum_test\n\nimport "testing"\n\nfunc TestX(t *testing.T) { ${body} }\n` }, ['TestX']);
  await expect(lab.grade(FILES, hidden('')).then(statuses)).resolves.toEqual({ TestX: 'passed' });
  await expect(lab.grade(FILES, hidden('t.Fatal()')).then(statuses)).resolves.toEqual({ TestX: 'failed' });
  await expect(lab.grade({ ...FILES, 'sum.go': 'package sum\n\nimport "os"\n\nvar _ = os.Args\n' }, hidden('')).then(statuses)).resolves.toEqual({
    TestX: 'passed',
  });
  await expect(
    lab.grade({ ...FILES, 'sum.go': 'package sum\n\nimport "os"\n\nvar _ = os.Args\n' }, hidden(''), { sealed: { imports: ['fmt'] } }),
  ).resolves.toMatchObject({ kind: 'refused' });
});
