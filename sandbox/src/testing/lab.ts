import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HiddenPart, RunAction, SealedPart } from '@twohours/wire/exercise';
import { newId } from '@twohours/wire/id';
import type { Job, JobEvent } from '@twohours/wire/job';
import type { GradingEnding, JobEnding, RunEnding, TrialEnding } from '@twohours/wire/job-ending';
import type { Files } from '@twohours/wire/workspace';
import { systemClock } from '../clock.ts';
import { LABEL } from '../containers.ts';
import { connectDocker, Engine } from '../engine.ts';
import { findImages } from '../images.ts';
import type { HandIn } from '../hand-in.ts';
import { HandInFolders } from '../hand-in-folder.ts';
import { HandInVolumes } from '../hand-in-volume.ts';
import { Pool, prefixFor, WAITING } from '../pool.ts';
import { ProgramCache } from '../program-cache.ts';
import { runJob, type RunJobDeps } from '../run-job.ts';
import { hiddenPart, sealedPart } from './exercise.ts';

export interface RunOptions {
  readonly sealed?: Partial<SealedPart>;
  readonly actions?: RunAction[];
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: JobEvent) => void;
}

export interface LabOptions {
  readonly handIn?: HandIn['kind'];
  readonly runtime?: string;
  /** Containers kept ready of each kind. */
  readonly pool?: number;
}

/** The sandbox's one path on the real engine, without Redis. */
export class Lab {
  readonly deps: RunJobDeps;
  readonly runtimeDir: string;
  readonly #handIn: HandIn;
  readonly #sealed = new Map<string, SealedPart>();
  readonly #hidden = new Map<string, HiddenPart>();

  private constructor(runtimeDir: string, handIn: HandIn, deps: Omit<RunJobDeps, 'packages'>) {
    this.runtimeDir = runtimeDir;
    this.#handIn = handIn;
    const packages = { sealed: async (hash: string) => of(this.#sealed, hash), hidden: async (hash: string) => of(this.#hidden, hash) };
    this.deps = { ...deps, packages };
  }

  static async open({ handIn: way = 'bind', runtime, pool: size = 1 }: LabOptions = {}): Promise<Lab> {
    const runtimeDir = await mkdtemp(join(tmpdir(), 'twohours-lab-'));
    const engine = new Engine({ docker: connectDocker(), clock: systemClock, log: { error: failOnLog, warn: failOnLog } });
    const image = process.env['SANDBOX_IMAGE'];
    if (!image) throw new Error('SANDBOX_IMAGE is not set');
    const worker = `lab-${randomBytes(6).toString('hex')}`;
    const instance = 'lab';
    const handIn = way === 'bind' ? new HandInFolders(runtimeDir, worker) : new HandInVolumes({ engine, instance, worker });
    const pool = new Pool({ engine, handIn, runtime, instance, worker, size, slots: 2, log: { debug: failOnLog } });
    const operator = { wallMs: 300_000, memoryBytes: 1024 ** 3, processes: 512 };
    return new Lab(runtimeDir, handIn, {
      engine,
      images: await findImages(engine, image),
      pool,
      programs: new ProgramCache(64 * 1024 ** 2),
      operator,
      worker,
    });
  }

  async close(): Promise<void> {
    await this.deps.pool.close();
    await this.deps.engine.idle();
    await this.#handIn.removeAll();
    await rm(this.runtimeDir, { recursive: true, force: true });
  }

  /** Containers of this lab that the engine still knows, but for those that wait for a job. */
  async containers(): Promise<number> {
    await this.deps.engine.idle();
    const filters = { label: [`${LABEL.worker}=${this.deps.worker}`] };
    const all = await this.deps.engine.docker.listContainers({ all: true, filters });
    return all.filter(({ Names: names }) => !names.some((name) => name.startsWith(`/${prefixFor(WAITING)}`))).length;
  }

  async run(files: Files, options: RunOptions = {}): Promise<RunEnding> {
    const exercise = this.#publish(sealedPart(options.sealed), hiddenPart({}, []));
    const job = {
      kind: 'run' as const,
      id: newId('run'),
      try: 1,
      lease: 'lease-1',
      exercise,
      files: { ...files },
      actions: options.actions ?? ['vet', 'test'],
    };
    const ending = await this.#run(job, options.signal, options.onEvent);
    if (ending.kind !== 'run') throw new Error(`ended as ${JSON.stringify(ending)}`);
    return ending.ending;
  }

  async gradeJob(states: readonly Files[], hidden: HiddenPart, options: RunOptions = {}): Promise<JobEnding> {
    const exercise = this.#publish(sealedPart(options.sealed), hidden);
    const job = {
      kind: 'grade' as const,
      id: newId('grd'),
      try: 1,
      lease: 'lease-1',
      exercise,
      states: states.map((files) => ({ at: 0, files: { ...files } })),
    };
    return this.#run(job, options.signal, options.onEvent);
  }

  async grade(files: Files, hidden: HiddenPart, options: RunOptions = {}): Promise<GradingEnding> {
    const ending = await this.gradeJob([files], hidden, options);
    if (ending.kind !== 'grade') throw new Error(`ended as ${JSON.stringify(ending)}`);
    return ending.ending;
  }

  /** All slices of it, as the server asks for them. */
  async trial(files: Files, solutions: Files, names: readonly string[], options: RunOptions = {}): Promise<TrialEnding & { slices: number }> {
    const whole: TrialEnding & { slices: number } = { mistakes: [], slices: 0 };
    let left = [...names];
    let underWay: TrialEnding['underWay'];
    while (left.length > 0) {
      const slice = await this.trialSlice(files, solutions, left, underWay, options);
      whole.slices += 1;
      if (slice.reference) whole.reference = slice.reference;
      whole.mistakes.push(...slice.mistakes);
      underWay = slice.underWay;
      if (whole.reference && whole.reference.kind !== 'passes') break;
      left = left.slice((slice.reference ? 1 : 0) + slice.mistakes.length);
    }
    return whole;
  }

  async trialSlice(
    files: Files,
    solutions: Files,
    names: readonly string[],
    underWay?: TrialEnding['underWay'],
    options: RunOptions = {},
  ): Promise<TrialEnding> {
    const exercise = this.#publish(sealedPart(options.sealed), { ...hiddenPart({}, []), solutions: { ...solutions } });
    const job = { kind: 'trial' as const, id: newId('tri'), try: 1, lease: 'lease-1', exercise, files: { ...files }, solutions: [...names] };
    const ending = await this.#run({ ...job, ...(underWay && { underWay }) }, options.signal, options.onEvent);
    if (ending.kind !== 'trial') throw new Error(`ended as ${JSON.stringify(ending)}`);
    return ending.ending;
  }

  async format(text: string): Promise<JobEnding> {
    return this.#run({ kind: 'format', id: newId('fmt'), try: 1, lease: 'lease-1', path: 'sum.go', text });
  }

  #publish(sealed: SealedPart, hidden: HiddenPart) {
    const hash = randomBytes(32).toString('hex');
    this.#sealed.set(hash, sealed);
    this.#hidden.set(hash, hidden);
    return { exercise: hash, open: hash, sealed: hash, hidden: hash };
  }

  async #run(job: Job, signal = new AbortController().signal, onEvent: (event: JobEvent) => void = () => undefined): Promise<JobEnding> {
    return runJob(this.deps, job, onEvent, signal);
  }
}

function of<T>(parts: ReadonlyMap<string, T>, hash: string): T {
  const part = parts.get(hash);
  if (!part) throw new Error(`${hash} was not published`);
  return part;
}

function failOnLog(...what: readonly unknown[]): void {
  throw new Error(`logged: ${JSON.stringify(what)}`);
}

/** `id → status` of a grading, to compare at a glance; the ending itself where it has no tests. */
export function statuses(ending: GradingEnding): Record<string, string> | GradingEnding {
  if (ending.kind !== 'tests') return ending;
  return Object.fromEntries(ending.tests.map(({ id, status }) => [id, status]));
}

export function outputOf(ending: GradingEnding, id: string): string {
  const test = ending.kind === 'tests' ? ending.tests.find((each) => each.id === id) : undefined;
  if (!test) throw new Error(`no output of ${id} in ${JSON.stringify(ending)}`);
  return test.output;
}
