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
  readonly limits: Limits;
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
  readonly signal: AbortSignal;
}

/** Process 1's own lines and marks must not use up what the programs may print. */
const ALLOWANCE_BYTES = 64 * 1024;

/** Executes programs in one fresh run container. */
export async function runStage(deps: StageDeps, job: StageJob): Promise<StageEnd> {
  const nonce = randomBytes(24).toString('hex');
  const reports: Report[] = [];
  const lines = new InitLines(nonce, {
    output: job.onStdout,
    report: (report) => {
      if (report.type === 'ended') reports.push(report);
      job.onReport?.(report);
    },
  });
  const dir = await deps.jobDirs.make(job.content);
  const end = await runInContainer(
    deps.engine,
    {
      options: runContainer(deps.image, deps.labels(job.limits.wallMs), job.limits, dir),
      input: Buffer.from(`${JSON.stringify({ nonce, programs: job.programs })}\n`),
      wallMs: job.limits.wallMs,
      outputBytes: job.limits.outputBytes + ALLOWANCE_BYTES,
      signal: deps.signal,
      ...(job.onStarted && { onStarted: job.onStarted }),
      onChunk: (stream, chunk) => (stream === 'stdout' ? lines.feed(chunk) : job.onStderr(chunk)),
    },
    () => deps.jobDirs.remove(dir),
  );
  lines.finish();
  return { ...end, reports };
}
