import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExerciseHashes, HiddenPart, Limits, RunAction, SealedPart } from '@twohours/wire/exercise';
import { newId } from '@twohours/wire/id';
import type { GradingEnding, JobEnding, JobEvent, RunEnding } from '@twohours/wire/job';
import type { Files } from '@twohours/wire/workspace';
import { systemClock } from '../clock.ts';
import { LABEL } from '../containers.ts';
import { connectDocker, Engine } from '../engine.ts';
import { findImages } from '../images.ts';
import { JobDirs } from '../job-dir.ts';
import { runJob, type RunJobDeps } from '../run-job.ts';

const HASH = '0'.repeat(64);
export const NO_HASHES: ExerciseHashes = { exercise: HASH, open: HASH, sealed: HASH, hidden: HASH };

export const LIMITS: Limits = { wallMs: 10_000, memoryBytes: 256 * 1024 ** 2, processes: 64, outputBytes: 256 * 1024, tmpBytes: 16 * 1024 ** 2 };

/** A small exercise: package `sum`, in which candidates may write every Go file but api.go. */
export function sealedPart(change: Partial<SealedPart> = {}): SealedPart {
  return {
    id: 'sum',
    kind: 'in-process',
    module: 'zmod/sum',
    package: 'sum',
    go: '1.27',
    imports: ['context', 'errors', 'fmt', 'runtime', 'strings', 'sync', 'sync/*', 'time'],
    editable: ['**/*', '*'],
    readOnly: ['go.mod', 'api.go'],
    run: ['vet', 'test'],
    limits: LIMITS,
    statement: '',
    starter: { 'go.mod': 'module zmod/sum\n\ngo 1.27\n', 'api.go': '// Package sum adds.\npackage sum\n' },
    ...change,
  };
}

export function hiddenPart(files: Files, tests: readonly string[]): HiddenPart {
  const one = (id: string) => ({ id, name: id, weight: 1, group: 'A', clause: 'A1', repeats: 1, tell: 'nothing' as const });
  return { id: 'sum', groups: [{ id: 'A', title: 'A' }], tests: tests.map(one), rubric: [], files, solutions: {} };
}

export type GradeJobEnding = Extract<JobEnding, { kind: 'grade' | 'faulted' }>;

/** The sandbox's one path on the real engine, without Redis. */
export class Lab {
  readonly deps: RunJobDeps;
  readonly events: JobEvent[] = [];
  readonly #runtimeDir: string;
  #sealed = sealedPart();
  #hidden = hiddenPart({}, []);

  private constructor(runtimeDir: string, deps: Omit<RunJobDeps, 'packages'>) {
    this.#runtimeDir = runtimeDir;
    this.deps = { ...deps, packages: { sealed: async () => this.#sealed, hidden: async () => this.#hidden } };
  }

  static async open(): Promise<Lab> {
    const runtimeDir = await mkdtemp(join(tmpdir(), 'twohours-lab-'));
    const log = { error: fail, warn: fail };
    const engine = new Engine({ docker: connectDocker(), clock: systemClock, log });
    const image = process.env['SANDBOX_IMAGE'];
    if (!image) throw new Error('SANDBOX_IMAGE is not set');
    const worker = `lab-${randomBytes(6).toString('hex')}`;
    return new Lab(runtimeDir, {
      engine,
      images: await findImages(engine, image),
      jobDirs: new JobDirs(runtimeDir, worker),
      operator: { wallMs: 60_000, memoryBytes: 1024 ** 3, processes: 512 },
      instance: 'lab',
      worker,
    });
  }

  async close(): Promise<void> {
    await this.deps.engine.idle();
    await rm(this.#runtimeDir, { recursive: true, force: true });
  }

  /** Containers of this lab that the engine still knows. */
  async containers(): Promise<number> {
    await this.deps.engine.idle();
    const filters = { label: [`${LABEL.worker}=${this.deps.worker}`] };
    return (await this.deps.engine.docker.listContainers({ all: true, filters })).length;
  }

  async run(
    files: Files,
    options: { sealed?: Partial<SealedPart>; actions?: RunAction[]; signal?: AbortSignal; onEvent?: (event: JobEvent) => void } = {},
  ): Promise<RunEnding> {
    this.#sealed = sealedPart(options.sealed);
    const job = {
      kind: 'run' as const,
      id: newId('run'),
      try: 1,
      lease: 'lease-1',
      exercise: NO_HASHES,
      files,
      actions: options.actions ?? ['vet', 'test'],
    };
    const ending = await this.#run(job, options.signal, options.onEvent);
    if (ending.kind !== 'run') throw new Error(`ended as ${JSON.stringify(ending)}`);
    return ending.ending;
  }

  async gradeJob(
    states: readonly Files[],
    hidden: HiddenPart,
    options: { sealed?: Partial<SealedPart>; signal?: AbortSignal } = {},
  ): Promise<GradeJobEnding> {
    this.#sealed = sealedPart(options.sealed);
    this.#hidden = hidden;
    const job = {
      kind: 'grade' as const,
      id: newId('grd'),
      try: 1,
      lease: 'lease-1',
      exercise: NO_HASHES,
      states: states.map((files) => ({ at: 0, files: { ...files } })),
    };
    return (await this.#run(job, options.signal)) as GradeJobEnding;
  }

  async grade(files: Files, hidden: HiddenPart, options: { sealed?: Partial<SealedPart> } = {}): Promise<GradingEnding> {
    const ending = await this.gradeJob([files], hidden, options);
    if (ending.kind !== 'grade') throw new Error(`ended as ${JSON.stringify(ending)}`);
    return ending.ending;
  }

  async format(text: string): Promise<JobEnding> {
    return this.#run({ kind: 'format', id: newId('fmt'), try: 1, lease: 'lease-1', path: 'sum.go', text });
  }

  async #run(job: Parameters<typeof runJob>[1], signal = new AbortController().signal, onEvent?: (event: JobEvent) => void): Promise<JobEnding> {
    this.events.length = 0;
    return runJob(
      this.deps,
      job,
      (event) => {
        this.events.push(event);
        onEvent?.(event);
      },
      signal,
    );
  }
}

function fail(...what: readonly unknown[]): void {
  throw new Error(`logged: ${JSON.stringify(what)}`);
}

/** `id → status` of a grading, to compare at a glance. */
export function statuses(ending: GradingEnding): Record<string, string> | GradingEnding {
  if (ending.kind !== 'tests') return ending;
  return Object.fromEntries(ending.tests.map(({ id, status }) => [id, status]));
}
