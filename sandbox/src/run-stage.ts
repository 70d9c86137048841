import { randomBytes } from 'node:crypto';
import type { Limits } from '@twohours/wire/exercise';
import { SingleUse, type ContainerEnd } from './container.ts';
import { runContainer, type Labels } from './containers.ts';
import type { Engine } from './engine.ts';
import { Fault } from './fault.ts';
import type { HandIn, HandInContent, Place } from './hand-in.ts';
import { InitLines, LastWord, type Report } from './init-lines.ts';
import { isGvisor } from './runtimes.ts';
import type { Prepared } from './shelf.ts';

/** One program that process 1 starts, as image/go/cmd/init reads it. Paths are the container's. */
export interface ProgramOrder {
  readonly path: string;
  readonly args: readonly string[];
  readonly env: readonly string[];
  readonly dir: string;
  readonly input: string;
  /** Standard error goes where standard output goes, so that their order is kept. */
  readonly merge: boolean;
}

export interface StageJob {
  readonly content: HandInContent;
  readonly programs: readonly ProgramOrder[];
  /** The one program takes the place of process 1: what it reads on the rest of the stream, and when it has said its last. */
  readonly takesOver?: { readonly input: string; readonly lastWord: Promise<void> };
  readonly onStarted?: () => void;
  /** In the order in which it came: what the programs print, and between it the reports of process 1. */
  readonly onStdout: (chunk: Buffer) => void;
  readonly onStderr: (chunk: Buffer) => void;
  readonly onReport?: (report: Report) => void;
}

export interface StageEnd extends ContainerEnd {
  /** Those of `ended`, in order. A program without one did not end by itself. */
  readonly reports: readonly Report[];
}

/** A run container, for whoever runs something in it. */
export interface Stage {
  /** Executes programs, the first thing and the last that this container does. */
  run(job: StageJob): Promise<StageEnd>;
}

export interface StageDeps {
  readonly engine: Engine;
  readonly handIn: HandIn;
  readonly image: string;
  /** Of the engine; its own where undefined. */
  readonly runtime: string | undefined;
  readonly name: string;
  readonly labels: Labels;
  readonly limits: Limits;
  /** Of the host, shared with no other container: what the kernel counts per user is theirs alone. */
  readonly user: number;
}

/** Process 1's own lines and marks must not use up what the programs may print. */
const ALLOWANCE_BYTES = 64 * 1024;

/**
 * One run container: started ahead with an empty folder, in which its programs appear when they are there, and used once or
 * not at all. Whoever prepares one runs or discards it.
 */
export class PreparedStage implements Prepared {
  readonly #engine: Engine;
  readonly #mustRead: boolean;
  readonly #container: SingleUse;
  readonly #limits: Limits;
  readonly #place: Promise<Place>;
  readonly #nonce = randomBytes(24).toString('hex');

  constructor(deps: StageDeps) {
    const { engine, handIn, ...shape } = deps;
    this.#engine = engine;
    this.#mustRead = isGvisor(deps.runtime);
    this.#limits = deps.limits;
    this.#place = handIn.make(deps.image);
    const options = this.#place.then(({ mount }) => runContainer({ ...shape, mount }));
    this.#container = new SingleUse(engine, options, async () => (await this.#place).remove());
  }

  get ready(): Promise<void> {
    return this.#container.ready;
  }

  get isWaiting(): boolean {
    return this.#container.isWaiting;
  }

  assign(name: string): void {
    this.#container.assign(name);
  }

  /** As a Stage does, until `signal` aborts. */
  async run(job: StageJob, signal: AbortSignal): Promise<StageEnd> {
    return this.#engine.track(this.#run(job, signal));
  }

  async #run(job: StageJob, signal: AbortSignal): Promise<StageEnd> {
    const content: HandInContent = this.#mustRead ? { ...job.content, areReadableAtFirst: true } : job.content;
    try {
      await (await this.#place).put(content);
    } catch (error) {
      this.discard();
      throw new Fault('programs could not be handed in', { cause: error });
    }
    const reports: Report[] = [];
    const lastWord = new LastWord(job.programs.length);
    const hear = (report: Report) => {
      job.onReport?.(report);
      if (report.type === 'ended') reports.push(report);
      lastWord.hear('stdout', report);
    };
    const problems = new InitLines(this.#nonce, { output: job.onStderr, report: (report) => lastWord.hear('stderr', report) });
    const isOver = Promise.race([lastWord.said, ...(job.takesOver ? [job.takesOver.lastWord] : [])]);
    const order = { nonce: this.#nonce, programs: job.programs, takesOver: job.takesOver !== undefined };
    let hidden: Promise<unknown> | undefined;
    const output = (chunk: Buffer) => {
      // The guard's first word: its program is there, and waits for this.
      if (content.areReadableAtFirst && content.areSecret) hidden ??= this.#hide(content);
      job.onStdout(chunk);
    };
    const lines = new InitLines(this.#nonce, { output, report: hear });
    const end = await this.#container.run({
      input: Buffer.from(`${JSON.stringify(order)}\n${job.takesOver?.input ?? ''}`),
      wallMs: this.#limits.wallMs,
      outputBytes: this.#limits.outputBytes + ALLOWANCE_BYTES,
      signal,
      lastWord: isOver,
      ...(job.onStarted && { onStarted: job.onStarted }),
      onChunk: (stream, chunk) => (stream === 'stdout' ? lines : problems).feed(chunk),
    });
    lines.finish();
    problems.finish();
    const problem = await hidden;
    if (problem) throw problem instanceof Fault ? problem : new Fault('programs could not be made unreadable', { cause: problem });
    return { ...end, reports };
  }

  /** Resolves to what went wrong. */
  async #hide(content: HandInContent): Promise<unknown> {
    try {
      await (await this.#place).hide(content);
    } catch (error) {
      return error;
    }
  }

  discard(): void {
    this.#container.discard();
  }
}
