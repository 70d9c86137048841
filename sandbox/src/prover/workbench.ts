import { randomBytes } from 'node:crypto';
import type { Solution } from '@twohours/exercises/solutions';
import type { HiddenPart, RunAction, SealedPart } from '@twohours/wire/exercise';
import { newId } from '@twohours/wire/id';
import type { Job } from '@twohours/wire/job';
import type { GradingEnding, JobEnding, Phases, RunEnding } from '@twohours/wire/job-ending';
import { partFor } from './part-for.ts';
import { runJob, type ProverWishes, type RunJobDeps } from '../run-job.ts';

/** What became of one job: its ending, or in our own words why there is none. */
export type Ended<E> = { readonly ending: E; readonly phases: Phases } | { readonly fault: string };
export type Graded = Ended<GradingEnding>;

export type HiddenTest = HiddenPart['tests'][number];

export interface WorkbenchDeps {
  readonly route: Omit<RunJobDeps, 'packages'>;
  readonly sealed: SealedPart;
  readonly hidden: HiddenPart;
  /** Whether many solutions are graded, so that what all of them share is worth compiling. */
  readonly isOfMany: boolean;
  /** Jobs at a time. */
  readonly lanes: number;
  readonly signal: AbortSignal;
  /** One line for whoever waits. */
  readonly tell: (line: string) => void;
}

/** Names no package that was published: what a job needs is given to it. */
const HASHES = { exercise: '0'.repeat(64), open: '0'.repeat(64), sealed: '0'.repeat(64), hidden: '0'.repeat(64) };

/** A fault is ours: a grading that met one is done again, and told when it meets another. */
const TRIES = 2;

/** Runs and grades solutions of one exercise, on the path that candidates' work takes, a few at a time. */
export class Workbench {
  readonly tests: readonly HiddenTest[];
  readonly lanes: number;
  readonly #deps: WorkbenchDeps;
  /** Sets of files that do not compile without the others. */
  readonly #entangled = new Set<string>();
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(deps: WorkbenchDeps) {
    this.#deps = deps;
    this.tests = deps.hidden.tests;
    this.lanes = deps.lanes;
    this.#free = deps.lanes;
  }

  /**
   * Some tests, compiled without the files that they do not seem to need: sooner than a grading, and otherwise the same.
   * Where that does not compile, since tests lean on each other's files, it is done again with all. What is compiled once for
   * all solutions is made with all at once.
   */
  async gradeSome(solution: Pick<Solution, 'name' | 'files'>, tests: HiddenTest[]): Promise<Graded> {
    const { sealed, hidden, isOfMany } = this.#deps;
    const part = sealed.kind === 'process' && isOfMany ? undefined : partFor(hidden, tests);
    const key = Object.keys(part?.files ?? {}).join();
    if (part && !this.#entangled.has(key)) {
      const graded = await this.#grade(solution, { tests }, part);
      if ('ending' in graded && graded.ending.kind === 'tests') return graded;
      this.#entangled.add(key);
    }
    return this.grade(solution, { tests });
  }

  /** Grades with all tests, or with those that are wished for. */
  async grade(solution: Pick<Solution, 'name' | 'files'>, wishes: ProverWishes = {}): Promise<Graded> {
    return this.#grade(solution, wishes, this.#deps.hidden);
  }

  async #grade({ name, files }: Pick<Solution, 'name' | 'files'>, wishes: ProverWishes, hidden: HiddenPart): Promise<Graded> {
    const job: Job = { kind: 'grade', id: newId('grd'), try: 1, lease: lease(), exercise: HASHES, states: [{ at: 0, files: { ...files } }] };
    const graded = await this.#run(job, wishes, hidden, (end) => (end.kind === 'grade' ? { ending: end.ending, phases: end.phases } : undefined));
    this.#deps.tell(`${name}: ${lineOf(graded)}`);
    return graded;
  }

  /** What a candidate sees on pressing Run. */
  async run({ files }: Pick<Solution, 'files'>, actions: readonly RunAction[] = this.#deps.sealed.run): Promise<Ended<RunEnding>> {
    const job: Job = { kind: 'run', id: newId('run'), try: 1, lease: lease(), exercise: HASHES, files: { ...files }, actions: [...actions] };
    return this.#run(job, {}, this.#deps.hidden, (end) => (end.kind === 'run' ? { ending: end.ending, phases: end.phases } : undefined));
  }

  async #run<E>(job: Job, prover: ProverWishes, hidden: HiddenPart, endedAs: (end: JobEnding) => Ended<E> | undefined): Promise<Ended<E>> {
    const { route, sealed, signal } = this.#deps;
    const deps = { ...route, prover, packages: { sealed: async () => sealed, hidden: async () => hidden } };
    await this.#takeLane();
    try {
      for (let left = TRIES; ; left -= 1) {
        signal.throwIfAborted();
        const end = await runJob(deps, job, () => undefined, signal);
        const ended = endedAs(end);
        if (ended) return ended;
        if (left <= 1) return { fault: end.kind === 'faulted' ? end.reason : `it ended as a job of another kind, ${end.kind}` };
      }
    } finally {
      this.#giveLane();
    }
  }

  async #takeLane(): Promise<void> {
    if (this.#free === 0) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#free -= 1;
  }

  #giveLane(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}

function lease(): string {
  return `prover-${randomBytes(6).toString('hex')}`;
}

function lineOf(graded: Graded): string {
  if ('fault' in graded) return graded.fault;
  const { ending, phases } = graded;
  const took = `${(phases.compileMs / 1_000).toFixed(1)} s to compile, ${(phases.runMs / 1_000).toFixed(1)} s to run`;
  if (ending.kind !== 'tests') return `${ending.kind}, ${took}`;
  const passed = ending.tests.filter(({ status }) => status === 'passed').length;
  return `passes ${passed} of ${ending.tests.length}, ${took}`;
}
