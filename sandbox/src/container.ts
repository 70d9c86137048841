import type { Duplex } from 'node:stream';
import type { Container, ContainerCreateOptions } from 'dockerode';
import { after } from './clock.ts';
import { Demux, type Stream } from './demux.ts';
import type { Engine } from './engine.ts';
import { Fault } from './fault.ts';

export interface ContainerJob {
  readonly options: ContainerCreateOptions;
  /** Written first. The stream stays open until the container has ended: process 1 takes its closing for our death. */
  readonly input: Buffer;
  readonly wallMs: number;
  /** Of both streams together; one byte more ends it. */
  readonly outputBytes: number;
  readonly signal: AbortSignal;
  readonly onStarted?: () => void;
  readonly onChunk: (stream: Stream, chunk: Buffer) => void;
}

export interface ContainerEnd {
  readonly how: 'exited' | 'timed-out' | 'too-much-output' | 'cancelled';
  readonly exitCode: number;
  /** The kernel killed something in it for want of memory. */
  readonly isOutOfMemory: boolean;
  readonly wallMs: number;
}

/** Runs `use` with a container that is gone soon after, whatever happened inside. `released` runs once it is. */
async function withContainer<T>(
  engine: Engine,
  options: ContainerCreateOptions,
  use: (container: Container) => Promise<T>,
  released: () => Promise<void>,
): Promise<T> {
  let container: Container;
  try {
    container = await engine.call('create', (abortSignal) => engine.docker.createContainer({ ...options, abortSignal }));
  } catch (error) {
    await released();
    throw error;
  }
  const { id } = container;
  engine.inUse.add(id);
  try {
    return await use(container);
  } finally {
    engine.release(container, async () => {
      engine.inUse.delete(id);
      await released();
    });
  }
}

/**
 * Theory of operation. Attach, then wait for the next exit, then start: in that order nothing is missed, and a wait that
 * is answered before the start cannot be taken for a success. One reader, never paused. Whoever is first of exit, time,
 * output and signal decides how it ended; to kill, the stream is destroyed first, since a container whose stream nobody
 * reads may not die.
 */
export async function runInContainer(
  engine: Engine,
  job: ContainerJob,
  released: () => Promise<void> = async () => undefined,
): Promise<ContainerEnd> {
  return engine.track(withContainer(engine, job.options, (container) => attend(engine, container, job), released));
}

async function attend(engine: Engine, container: Container, job: ContainerJob): Promise<ContainerEnd> {
  const { clock } = engine;
  const stream = (await engine.call('attach', (abortSignal) =>
    container.attach({ stream: true, stdin: true, stdout: true, stderr: true, hijack: true, abortSignal }),
  )) as Duplex;
  const ended = Promise.withResolvers<ContainerEnd['how'] | 'lost'>();
  const closed = Promise.withResolvers<void>();
  let received = 0;
  let hasStarted = false;
  const started = () => {
    if (!hasStarted) job.onStarted?.();
    hasStarted = true;
  };
  const demux = new Demux((name, chunk) => {
    // A program may print before the engine has answered that it was started.
    started();
    received += chunk.length;
    if (received > job.outputBytes) ended.resolve('too-much-output');
    job.onChunk(name, chunk);
  });
  stream.on('data', (chunk: Buffer) => {
    if (received <= job.outputBytes) demux.feed(chunk);
  });
  // Closing is how an error shows itself too; whether anything is missing then, process 1's last line tells.
  stream.on('error', () => undefined);
  stream.on('close', () => closed.resolve());
  stream.on('end', () => closed.resolve());
  const forget = new AbortController();
  void container.wait({ condition: 'next-exit', abortSignal: forget.signal }).then(
    () => ended.resolve('exited'),
    // Without an answer the closing of the stream is what tells.
    () => undefined,
  );
  const cancel = () => ended.resolve('cancelled');
  job.signal.addEventListener('abort', cancel);
  if (job.signal.aborted) cancel();
  let timer: { cancel(): void } | undefined;
  try {
    stream.write(job.input);
    const startedAt = clock.monotonicMs();
    await engine.call('start', (abortSignal) => container.start({ abortSignal }));
    started();
    timer = after(clock, job.wallMs, () => ended.resolve('timed-out'));
    // The engine closes the stream when the container has ended; should its answer to wait be lost, we look ourselves.
    void closed.promise.then(() => after(clock, 1_000, () => ended.resolve('lost')));
    const how = await ended.promise;
    const wallMs = clock.monotonicMs() - startedAt;
    if (how === 'exited') await Promise.race([closed.promise, clock.sleep(2_000)]);
    stream.destroy();
    if (how !== 'exited' && how !== 'lost') await engine.kill(container);
    const { State: state } = await engine.call('inspect', (abortSignal) => container.inspect({ abortSignal }));
    if (state.Running && how === 'lost') throw new Fault('the connection to a running container was lost');
    return { how: how === 'lost' ? 'exited' : how, exitCode: state.ExitCode, isOutOfMemory: state.OOMKilled, wallMs };
  } finally {
    timer?.cancel();
    job.signal.removeEventListener('abort', cancel);
    stream.destroy();
    // Not waited for: when the connection broke in the middle of its answer, it never settles.
    forget.abort();
  }
}
