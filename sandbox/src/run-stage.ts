import { randomBytes } from 'node:crypto';
import type { Limits } from '@twohours/wire/exercise';
import { runInContainer, type ContainerEnd } from './container.ts';
import { runContainer, type Labels } from './containers.ts';
import type { Engine } from './engine.ts';
import { InitLines, type Report } from './init-lines.ts';
import type { JobDirContent, JobDirs } from './job-dir.ts';

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
  readonly content: JobDirContent;
  readonly programs: readonly ProgramOrder[];
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

export interface StageDeps {
  readonly engine: Engine;
  readonly jobDirs: JobDirs;
  readonly image: string;
  readonly labels: (wallMs: number) => Labels;
  readonly limits: Limits;
  readonly signal: AbortSignal;
}

/** Process 1's own lines and marks must not use up what the programs may print. */
const ALLOWANCE_BYTES = 64 * 1024;

/**
 * One run container: started ahead with an empty folder, in which its programs appear when they are there, and used once or
 * not at all. Whoever prepares one runs or discards it.
 */
export class Stage {
  readonly #deps: StageDeps;
  readonly #dir: Promise<string>;
  readonly #nonce = randomBytes(24).toString('hex');
  readonly #order = Promise.withResolvers<Buffer>();
  readonly #lastWord = Promise.withResolvers<void>();
  readonly #discarded = new AbortController();
  readonly #end: Promise<ContainerEnd>;
  readonly #reports: Report[] = [];
  #job: StageJob | undefined;

  constructor(deps: StageDeps) {
    this.#deps = deps;
    this.#dir = deps.jobDirs.make();
    this.#end = this.#open();
    // Whoever runs it hears of it; nobody has to.
    this.#end.catch(() => undefined);
  }

  /** Executes programs, the first thing and the last that this container does. */
  async run(job: StageJob): Promise<StageEnd> {
    this.#job = job;
    await this.#deps.jobDirs.fill(await this.#dir, job.content);
    this.#order.resolve(Buffer.from(`${JSON.stringify({ nonce: this.#nonce, programs: job.programs })}\n`));
    return { ...(await this.#end), reports: this.#reports };
  }

  discard(): void {
    this.#discarded.abort();
  }

  async #open(): Promise<ContainerEnd> {
    const { engine, jobDirs, image, labels, limits, signal } = this.#deps;
    const dir = await this.#dir;
    const lines = new InitLines(this.#nonce, { output: (chunk) => this.#job?.onStdout(chunk), report: (report) => this.#hear(report) });
    const end = await runInContainer(
      engine,
      {
        options: runContainer(image, labels(limits.wallMs), limits, dir),
        input: this.#order.promise,
        wallMs: limits.wallMs,
        outputBytes: limits.outputBytes + ALLOWANCE_BYTES,
        signal: AbortSignal.any([signal, this.#discarded.signal]),
        lastWord: this.#lastWord.promise,
        onStarted: () => this.#job?.onStarted?.(),
        onChunk: (stream, chunk) => (stream === 'stdout' ? lines.feed(chunk) : this.#job?.onStderr(chunk)),
      },
      () => jobDirs.remove(dir),
    );
    lines.finish();
    return end;
  }

  #hear(report: Report): void {
    this.#job?.onReport?.(report);
    if (report.type !== 'ended') return;
    this.#reports.push(report);
    const isLast = this.#reports.length === this.#job?.programs.length || report.outOfMemory > 0 || report.error !== undefined;
    if (isLast) this.#lastWord.resolve();
  }
}
