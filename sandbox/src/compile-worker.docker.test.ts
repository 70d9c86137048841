import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ContainerCreateOptions } from 'dockerode';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import { compile } from './compile.ts';
import { CompileWorker } from './compile-worker.ts';
import { SingleUse } from './container.ts';
import { compileContainer, LABEL } from './containers.ts';
import { COMPILE } from './limits.ts';
import { Lab } from './testing/lab.ts';

/*
  The compile program executes no candidate's code. Should it be made to all the same, the next job must not notice. So here
  an intruder takes its place, in an image of its own, and does its worst.
*/
const IMAGE = 'twohours-test-intruder';
let lab: Lab;
const never = new AbortController().signal;

beforeAll(async () => {
  lab = await Lab.open({ pool: 0 });
  await build(await intruder());
});

afterAll(async () => {
  await lab.close();
  await lab.deps.engine.docker.getImage(IMAGE).remove({ force: true });
});

/** The intruder, compiled by the sandbox. */
async function intruder(): Promise<Buffer> {
  const { pool, images } = lab.deps;
  const source = await readFile(new URL('testing/compile-intruder/cmd/intruder/main.go', import.meta.url), 'utf8');
  const exercise = { kind: 'process' as const, module: 'zmod/intruder', package: 'intruder', go: '1.27', imports: ['*'] };
  const order = { mode: 'visible' as const, files: { 'cmd/intruder/main.go': source }, exercise, test: true };
  const made = await compile({ compile: async (job) => pool.compile(images, job), signal: never }, order).compiled;
  const program = made.kind === 'built' ? made.programs.find(({ command }) => command === 'intruder') : undefined;
  if (!program) throw new Error(JSON.stringify(made));
  return program.bytes;
}

async function build(program: Buffer): Promise<void> {
  const { engine, images } = lab.deps;
  const context = pack();
  context.entry({ name: 'Dockerfile' }, `FROM ${images.compile}\nCOPY intruder /opt/twohours/bin/compile\n`);
  context.entry({ name: 'intruder', mode: 0o755 }, program);
  context.finalize();
  const said = await engine.docker.buildImage(Readable.from(context), { t: IMAGE });
  // Read to its end, or the engine stops building.
  const told = await text(said);
  if (told.includes('"error"')) throw new Error(told);
}

async function open(change: (options: ContainerCreateOptions) => ContainerCreateOptions = (options) => options) {
  const { engine, worker } = lab.deps;
  const labels = { [LABEL.instance]: 'lab', [LABEL.worker]: worker, [LABEL.deadline]: String(systemClock.now() + 60_000) };
  const name = `twohours-test-${crypto.randomUUID()}`;
  const compiler = new CompileWorker(engine, new SingleUse(engine, change(compileContainer({ name, image: IMAGE, labels }))));
  const does = async (what: string, signal = never) => {
    let said = '';
    const end = await compiler.run({
      input: Buffer.from(what),
      wallMs: COMPILE.wallMs,
      outputBytes: COMPILE.answerBytes,
      signal,
      onChunk: (_, chunk) => (said += chunk.toString('latin1')),
    });
    return { said, end };
  };
  return { compiler, does };
}

it('[M1] what the first job did to the container, the second cannot see', async () => {
  const { compiler, does } = await open();
  const before = await does('l');
  const poisoned = await does('p');
  expect(poisoned.said.split('\n').filter((line) => !line.includes(' /tmp'))).toEqual(['poisoned', '']);
  const after = await does('l');
  expect(after.said).toBe(before.said);
  expect(compiler.isOver).toBe(false);
  compiler.discard();
});

it('[M2] what is left running is ended before the next job, which gets another container', async () => {
  const { compiler, does } = await open();
  const left = await does('s');
  expect(left.end).toMatchObject({ how: 'exited', exitCode: 0 });
  expect(compiler.isOver).toBe(true);
});

it('[M3] a job cannot say that it is over, or answer for the next one', async () => {
  const { compiler, does } = await open();
  expect((await does('f')).said).toContain('forged');
  expect((await does('x')).said).toBe('');
  expect(compiler.isOver).toBe(false);
  compiler.discard();
});

it('[M4] one that is cancelled in the middle, or dies, costs its container and nobody else anything', async () => {
  const stop = new AbortController();
  const { compiler, does } = await open();
  const cancelled = does('l', stop.signal);
  stop.abort();
  await expect(cancelled).resolves.toMatchObject({ end: { how: 'cancelled' } });
  expect(compiler.isOver).toBe(true);
});

it('[M5] where an engine leaves another folder that can be written, a container serves one job', async () => {
  const { compiler, does } = await open((options) => {
    const { '/tmp': tmp = '' } = options.HostConfig?.Tmpfs ?? {};
    return { ...options, HostConfig: { ...options.HostConfig, Tmpfs: { '/tmp': tmp } } };
  });
  await does('x');
  expect(compiler.isOver).toBe(true);
});
