import type { Duplex } from 'node:stream';
import type { Container, ContainerCreateOptions } from 'dockerode';
import { after } from './clock.ts';
import { Demux, type Stream } from './demux.ts';
import type { Engine } from './engine.ts';
import { Fault } from './fault.ts';

export interface ContainerJob {
  readonly options: ContainerCreateOptions;
  /** What to do; a container that is prepared ahead waits for it. The stream stays open after it: process 1 takes its closing for our death. */
  readonly input: Buffer | Promise<Buffer>;
  readonly wallMs: number;
  /** Of both streams together; one byte more ends it. */
  readonly outputBytes: number;
  readonly signal: AbortSignal;
  readonly onStarted?: () => void;
  readonly onChunk: (stream: Stream, chunk: Buffer) => void;
  /** Resolves when process 1 has said its last: then nobody waits for the engine to notice. */
  readonly lastWord: Promise<void>;
}

export interface ContainerEnd {
  readonly how: 'exited' | 'timed-out' | 'too-much-output' | 'cancelled';
  /** What the engine says; undefined where process 1's last word made asking needless. */
  readonly exitCode?: number;
  /** The kernel killed something in it for want of memory, as the engine saw it. */
  readonly isOutOfMemory: boolean;
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
 * is answered before the start cannot be taken for a success. One reader, never paused. Whoever is first of last word,
 * exit, time, output and signal decides how it ended. Removing is also what kills; the stream is destroyed before, since a
 * container whose stream nobody reads may not die.
 */
export async function runInContainer(
  engine: Engine,
  job: ContainerJob,
  released: () => Promise<void> = async () => undefined,
): Promise<ContainerEnd> {
  return engine.track(withContainer(engine, job.options, (container) => new Attendance(engine, container, job).attend(), released));
}

type How = ContainerEnd['how'] | 'last-word' | 'lost';

class Attendance {
  readonly #engine: Engine;
  readonly #container: Container;
  readonly #job: ContainerJob;
  readonly #ended = Promise.withResolvers<How>();
  readonly #closed = Promise.withResolvers<void>();
  #received = 0;
  #hasStarted = false;

  constructor(engine: Engine, container: Container, job: ContainerJob) {
    this.#engine = engine;
    this.#container = container;
    this.#job = job;
  }

  async attend(): Promise<ContainerEnd> {
    const { clock } = this.#engine;
    const { signal, wallMs } = this.#job;
    if (signal.aborted) return { how: 'cancelled', isOutOfMemory: false };
    const stream = await this.#attach();
    const forget = this.#waitForExit();
    const cancel = () => this.#ended.resolve('cancelled');
    signal.addEventListener('abort', cancel);
    // While we attached.
    if (signal.aborted) cancel();
    void this.#job.lastWord.then(() => this.#ended.resolve('last-word'));
    let timer: { cancel(): void } | undefined;
    try {
      // What is known already is there before process 1 asks for it.
      if (Buffer.isBuffer(this.#job.input)) stream.write(this.#job.input);
      await this.#engine.call('start', (abortSignal) => this.#container.start({ abortSignal }));
      const input = await Promise.race([this.#job.input, this.#ended.promise]);
      if (Buffer.isBuffer(input)) {
        if (input !== this.#job.input) stream.write(input);
        this.#started();
        timer = after(clock, wallMs, () => this.#ended.resolve('timed-out'));
      }
      const how = await this.#ended.promise;
      if (how === 'last-word') return { how: 'exited', isOutOfMemory: false };
      if (how === 'exited') await Promise.race([this.#closed.promise, clock.sleep(2_000)]);
      stream.destroy();
      return await this.#examine(how);
    } finally {
      timer?.cancel();
      signal.removeEventListener('abort', cancel);
      stream.destroy();
      // Not waited for: when the connection broke in the middle of its answer, it never settles.
      forget.abort();
    }
  }

  async #attach(): Promise<Duplex> {
    const options = { stream: true, stdin: true, stdout: true, stderr: true, hijack: true };
    const attached = await this.#engine.call('attach', (abortSignal) => this.#container.attach({ ...options, abortSignal }));
    const stream = attached as Duplex;
    const demux = new Demux((name, chunk) => {
      // A program may print before the engine has answered that it was started.
      this.#started();
      this.#received += chunk.length;
      if (this.#received > this.#job.outputBytes) this.#ended.resolve('too-much-output');
      this.#job.onChunk(name, chunk);
    });
    stream.on('data', (chunk: Buffer) => {
      if (this.#received <= this.#job.outputBytes) demux.feed(chunk);
    });
    // Closing is how an error shows itself too; whether anything is missing then, process 1's last word tells.
    stream.on('error', () => undefined);
    const closed = () => this.#closed.resolve();
    stream.on('close', closed);
    stream.on('end', closed);
    // The engine closes the stream when the container has ended; should its answer to wait be lost, we look ourselves.
    void this.#closed.promise.then(() => after(this.#engine.clock, 1_000, () => this.#ended.resolve('lost')));
    return stream;
  }

  #waitForExit(): AbortController {
    const forget = new AbortController();
    void this.#container.wait({ condition: 'next-exit', abortSignal: forget.signal }).then(
      () => this.#ended.resolve('exited'),
      // Without an answer the closing of the stream is what tells.
      () => undefined,
    );
    return forget;
  }

  #started(): void {
    if (!this.#hasStarted) this.#job.onStarted?.();
    this.#hasStarted = true;
  }

  /** Asks the engine only where the answer can change how it ended. */
  async #examine(how: Exclude<How, 'last-word'>): Promise<ContainerEnd> {
    if (how === 'cancelled' || how === 'too-much-output') return { how, isOutOfMemory: false };
    const { State: state } = await this.#engine.call('inspect', (abortSignal) => this.#container.inspect({ abortSignal }));
    if (how === 'lost' && state.Running) throw new Fault('the connection to a running container was lost');
    return { how: how === 'lost' ? 'exited' : how, exitCode: state.ExitCode, isOutOfMemory: state.OOMKilled };
  }
}
