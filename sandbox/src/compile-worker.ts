import { z } from 'zod';
import { after } from './clock.ts';
import type { ContainerEnd, ContainerJob, SingleUse } from './container.ts';
import type { Stream } from './demux.ts';
import type { Engine } from './engine.ts';
import { Fault } from './fault.ts';
import { COMPILE } from './limits.ts';
import { Turns } from './turns.ts';
import { WorkerFrames } from './worker-frames.ts';

export type CompileJob = Omit<ContainerJob, 'input' | 'lastWord'> & { readonly input: Buffer };

/** What process 1 of the compile stage says when nothing of a job is left; see image/go/cmd/serve. */
const OverSchema = z.object({
  code: z.number().int(),
  outOfMemory: z.number().int(),
  outOfProcesses: z.number().int(),
  problem: z.string().default(''),
});

/** Then it makes room for a new one. */
const MOST_JOBS = 200;
const OLDEST_MS = 10 * 60_000;

interface Current {
  readonly job: CompileJob;
  readonly ended: PromiseWithResolvers<ContainerEnd | 'thrown-away'>;
  received: number;
}

/**
 * A compile container. It serves one job after the other, which is safe because it executes no candidate's code, and because
 * its process 1 starts every job afresh and leaves nothing of it behind: see image/go/cmd/serve and its test. Where anything
 * went other than well, the container is not used again.
 */
export class CompileWorker {
  readonly #engine: Engine;
  readonly #container: SingleUse;
  readonly #orders = new Turns<Buffer>();
  readonly #gone = new AbortController();
  readonly #madeAt: number;
  #serving: Promise<ContainerEnd> | undefined;
  #current: Current | undefined;
  #served = 0;

  constructor(engine: Engine, container: SingleUse) {
    this.#engine = engine;
    this.#container = container;
    this.#madeAt = engine.clock.monotonicMs();
  }

  get ready(): Promise<void> {
    return this.#container.ready;
  }

  get isBusy(): boolean {
    return this.#current !== undefined;
  }

  /** It takes no other job. */
  get isOver(): boolean {
    if (this.#gone.signal.aborted || this.#served >= MOST_JOBS) return true;
    if (this.#engine.clock.monotonicMs() - this.#madeAt > OLDEST_MS) return true;
    return this.#serving === undefined && !this.#container.isWaiting;
  }

  discard(): void {
    this.#gone.abort();
    this.#container.discard();
    this.#current?.ended.resolve('thrown-away');
  }

  async run(job: CompileJob): Promise<ContainerEnd> {
    return this.#engine.track(this.#run(job));
  }

  async #run(job: CompileJob): Promise<ContainerEnd> {
    const current: Current = { job, ended: Promise.withResolvers(), received: 0 };
    this.#current = current;
    this.#served += 1;
    const throwAway = (how: ContainerEnd['how']) => {
      current.ended.resolve({ how, isOutOfMemory: false });
      this.discard();
    };
    const cancel = () => throwAway('cancelled');
    job.signal.addEventListener('abort', cancel);
    if (job.signal.aborted) cancel();
    const timer = after(this.#engine.clock, job.wallMs, () => throwAway('timed-out'));
    try {
      this.#serve();
      this.#orders.add(Buffer.concat([Buffer.from(`${JSON.stringify({ bytes: job.input.length })}\n`), job.input]));
      this.ready.then(job.onStarted, () => undefined);
      const end = await current.ended.promise;
      if (end === 'thrown-away') throw new Fault('the compile container was thrown away in the middle of a job');
      return end;
    } finally {
      timer.cancel();
      job.signal.removeEventListener('abort', cancel);
      this.#current = undefined;
    }
  }

  /** For as long as it lives. */
  #serve(): void {
    if (this.#serving) return;
    const frames = new WorkerFrames({ output: (stream, chunk) => this.#hear(stream, chunk), over: (text) => this.#over(text) });
    const { signal } = this.#gone;
    this.#serving = this.#container.run({
      input: this.#orders,
      wallMs: OLDEST_MS + 2 * COMPILE.wallMs,
      // Each job has its own limit.
      outputBytes: Number.POSITIVE_INFINITY,
      signal,
      lastWord: new Promise(() => undefined),
      onChunk: (stream, chunk) => (stream === 'stdout' ? this.#feed(frames, chunk) : this.#hear('stderr', chunk)),
    });
    void this.#serving.then(
      (end) => this.#died(end),
      (error: unknown) => this.#current?.ended.reject(error),
    );
    // Whoever has a job there hears of it.
    void this.#serving.catch(() => undefined).finally(() => this.#gone.abort());
  }

  #feed(frames: WorkerFrames, chunk: Buffer): void {
    try {
      frames.feed(chunk);
    } catch (error) {
      this.#current?.ended.reject(error);
      this.discard();
    }
  }

  #hear(stream: Stream, chunk: Buffer): void {
    const current = this.#current;
    if (!current) return;
    current.received += chunk.length;
    if (current.received <= current.job.outputBytes) return current.job.onChunk(stream, chunk);
    current.ended.resolve({ how: 'too-much-output', isOutOfMemory: false });
    this.discard();
  }

  #over(text: string): void {
    const { code, outOfMemory, outOfProcesses, problem } = OverSchema.parse(JSON.parse(text));
    this.#current?.ended.resolve({ how: 'exited', exitCode: code, isOutOfMemory: outOfMemory > 0 });
    if (code !== 0 || outOfMemory > 0 || outOfProcesses > 0 || problem !== '') this.discard();
  }

  #died(end: ContainerEnd): void {
    this.#current?.ended.resolve(end.how === 'cancelled' ? 'thrown-away' : end);
  }
}
