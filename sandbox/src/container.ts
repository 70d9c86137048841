import type { Duplex } from 'node:stream';
import type { Container, ContainerCreateOptions } from 'dockerode';
import { after } from './clock.ts';
import { Demux, type Stream } from './demux.ts';
import type { Engine } from './engine.ts';
import { Fault } from './fault.ts';
import type { Prepared } from './shelf.ts';

/** The one thing that a container does. */
export interface ContainerJob {
  /** What to do, whole or piece by piece. The stream stays open after it: process 1 takes its closing for our death. */
  readonly input: Buffer | AsyncIterable<Buffer>;
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

type How = ContainerEnd['how'] | 'last-word' | 'lost';

/** So long one that has done its work may take to go by itself: many times what it takes. */
const GOING_MS = 5_000;

/**
 * A container that is made and started at once and waits for its job: used once, or not at all.
 *
 * Theory of operation. Attach, then wait for the next exit, then start: in that order nothing is missed, and a wait that
 * is answered before the start cannot be taken for a success. One reader, never paused. Whoever is first of last word,
 * exit, time, output and signal decides how it ended. The stream is destroyed then, which process 1 takes for the end, and
 * without which a container whose stream nobody reads may not die. One that has no reason to stay is given a moment to go by
 * itself, since killing it costs the engine a process of its own; removing is what kills the others. Whatever happens inside,
 * it is removed soon after, and `released` runs once it is.
 */
export class SingleUse implements Prepared {
  /** It has started; rejects if it could not. */
  readonly ready: Promise<void>;
  readonly #engine: Engine;
  readonly #ready = Promise.withResolvers<void>();
  readonly #job = Promise.withResolvers<ContainerJob | undefined>();
  readonly #ended = Promise.withResolvers<How>();
  readonly #closed = Promise.withResolvers<void>();
  readonly #end: Promise<ContainerEnd>;
  #given: ContainerJob | undefined;
  #container: Container | undefined;
  #received = 0;
  #hasStarted = false;
  #isOver = false;
  #renamed = Promise.resolve();
  readonly #exited = Promise.withResolvers<void>();
  /** Settled when it may be removed. */
  #left: Promise<void> = Promise.resolve();

  constructor(engine: Engine, options: ContainerCreateOptions | Promise<ContainerCreateOptions>, released = async () => {}) {
    this.#engine = engine;
    this.ready = this.#ready.promise;
    this.#end = this.#live(options, released);
    const over = () => void (this.#isOver = true);
    // Whoever runs it hears of a failure; nobody has to.
    this.#end.then(over, over);
    this.ready.catch(() => undefined);
  }

  /** Nobody has used it, and it has not gone away by itself. */
  get isWaiting(): boolean {
    return this.#given === undefined && !this.#isOver;
  }

  /** Off the critical path: the name is for whoever looks for this job's containers later. */
  assign(name: string): void {
    const rename = async () => {
      await this.ready;
      await this.#engine.call('rename', async () => this.#container?.rename({ name }));
    };
    // It may be gone already; then there is nothing to find.
    this.#renamed = rename().catch(() => undefined);
  }

  async run(job: ContainerJob): Promise<ContainerEnd> {
    this.#given = job;
    this.#job.resolve(job);
    return this.#end;
  }

  discard(): void {
    this.#job.resolve(undefined);
    void this.#engine.track(this.#end).catch(() => undefined);
  }

  async #live(options: ContainerCreateOptions | Promise<ContainerCreateOptions>, released: () => Promise<void>): Promise<ContainerEnd> {
    const engine = this.#engine;
    let container: Container;
    try {
      const wanted = await options;
      container = await engine.call('create', (abortSignal) => engine.docker.createContainer({ ...wanted, abortSignal }));
    } catch (error) {
      this.#ready.reject(error);
      await released();
      throw error;
    }
    const { id } = container;
    this.#container = container;
    engine.inUse.add(id);
    try {
      return await this.#attend(container);
    } catch (error) {
      this.#ready.reject(error);
      throw error;
    } finally {
      const gone = async () => {
        engine.inUse.delete(id);
        await released();
      };
      // Docker writes the new name into the folder that it is removing, and then cannot remove it.
      const before = Promise.all([this.#renamed, this.#left]).then(() => undefined);
      engine.release(container, gone, before);
    }
  }

  async #attend(container: Container): Promise<ContainerEnd> {
    const stream = await this.#attach(container);
    const forget = this.#waitForExit(container);
    let mayGo = false;
    try {
      await this.#engine.call('start', (abortSignal) => container.start({ abortSignal }));
      this.#ready.resolve();
      const job = await Promise.race([this.#job.promise, this.#ended.promise]);
      if (typeof job === 'string') throw new Fault(`a container ended while it waited for its job (${job})`);
      if (!job) {
        mayGo = true;
        return { how: 'cancelled', isOutOfMemory: false };
      }
      const end = await this.#serve(container, stream, job);
      mayGo = end.how === 'exited';
      return end;
    } finally {
      stream.destroy();
      // Not waited for without end: when the connection broke in the middle of its answer, it never settles.
      this.#left = (mayGo ? this.#goneByItself() : Promise.resolve()).then(() => forget.abort());
    }
  }

  async #goneByItself(): Promise<void> {
    const late = Promise.withResolvers<void>();
    const timer = after(this.#engine.clock, GOING_MS, late.resolve);
    await Promise.race([this.#exited.promise, late.promise]);
    timer.cancel();
  }

  async #serve(container: Container, stream: Duplex, job: ContainerJob): Promise<ContainerEnd> {
    const { clock } = this.#engine;
    const cancel = () => this.#ended.resolve('cancelled');
    job.signal.addEventListener('abort', cancel);
    if (job.signal.aborted) cancel();
    void job.lastWord.then(() => this.#ended.resolve('last-word'));
    if (Buffer.isBuffer(job.input)) stream.write(job.input);
    else void feed(stream, job.input);
    this.#started(job);
    const timer = after(clock, job.wallMs, () => this.#ended.resolve('timed-out'));
    try {
      const how = await this.#ended.promise;
      if (how === 'last-word') return { how: 'exited', isOutOfMemory: false };
      if (how === 'exited') await Promise.race([this.#closed.promise, clock.sleep(2_000)]);
      stream.destroy();
      return await this.#examine(container, how);
    } finally {
      timer.cancel();
      job.signal.removeEventListener('abort', cancel);
    }
  }

  async #attach(container: Container): Promise<Duplex> {
    const options = { stream: true, stdin: true, stdout: true, stderr: true, hijack: true };
    const attached = await this.#engine.call('attach', (abortSignal) => container.attach({ ...options, abortSignal }));
    const stream = attached as Duplex;
    const demux = new Demux((name, chunk) => {
      const job = this.#given;
      if (!job) return;
      this.#received += chunk.length;
      if (this.#received > job.outputBytes) this.#ended.resolve('too-much-output');
      job.onChunk(name, chunk);
    });
    stream.on('data', (chunk: Buffer) => {
      if (this.#received <= (this.#given?.outputBytes ?? 0)) demux.feed(chunk);
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

  #waitForExit(container: Container): AbortController {
    const forget = new AbortController();
    void container.wait({ condition: 'next-exit', abortSignal: forget.signal }).then(
      () => {
        this.#ended.resolve('exited');
        this.#exited.resolve();
      },
      // Without an answer the closing of the stream is what tells.
      () => undefined,
    );
    return forget;
  }

  #started(job: ContainerJob): void {
    if (!this.#hasStarted) job.onStarted?.();
    this.#hasStarted = true;
  }

  /** Asks the engine only where the answer can change how it ended. */
  async #examine(container: Container, how: Exclude<How, 'last-word'>): Promise<ContainerEnd> {
    if (how === 'cancelled' || how === 'too-much-output') return { how, isOutOfMemory: false };
    const { State: state } = await this.#engine.call('inspect', (abortSignal) => container.inspect({ abortSignal }));
    if (how === 'lost' && state.Running) throw new Fault('the connection to a running container was lost');
    return { how: how === 'lost' ? 'exited' : how, exitCode: state.ExitCode, isOutOfMemory: state.OOMKilled };
  }
}

async function feed(stream: Duplex, pieces: AsyncIterable<Buffer>): Promise<void> {
  for await (const piece of pieces) if (stream.writable) stream.write(piece);
}
