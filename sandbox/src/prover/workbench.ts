import { randomBytes } from 'node:crypto';
import type { HiddenPart, RunAction, SealedPart } from '@twohours/wire/exercise';
import { newId } from '@twohours/wire/id';
import type { GradingEnding, Job, JobEnding, Phases, RunEnding } from '@twohours/wire/job';
import type { Files } from '@twohours/wire/workspace';
import { runJob, type RunJobDeps } from '../run-job.ts';

/** What became of one job: its ending, or in our own words why there is none. */
export type Ended<E> = { readonly ending: E; readonly phases: Phases } | { readonly fault: string };
export type Graded = Ended<GradingEnding>;

export type HiddenTest = HiddenPart['tests'][number];

export interface WorkbenchDeps {
  readonly route: Omit<RunJobDeps, 'packages'>;
  readonly sealed: SealedPart;
  readonly hidden: HiddenPart;
  /** Jobs at a time. */
  readonly lanes: number;
  readonly signal: AbortSignal;
}

/** Names no package that was published: what a job needs is given to it. */
const HASHES = { exercise: '0'.repeat(64), open: '0'.repeat(64), sealed: '0'.repeat(64), hidden: '0'.repeat(64) };

/** A fault is ours: a grading that met one is done again, and told when it meets another. */
const TRIES = 2;

/** Runs and grades solutions of one exercise, on the path that candidates' work takes, a few at a time. */
export class Workbench {
  readonly tests: readonly HiddenTest[];
  readonly #deps: WorkbenchDeps;
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(deps: WorkbenchDeps) {
    this.#deps = deps;
    this.tests = deps.hidden.tests;
    this.#free = deps.lanes;
  }

  /** Grades with the given tests, or with all. */
  async grade(files: Files, tests: readonly HiddenTest[] = this.tests): Promise<Graded> {
    const hidden = { ...this.#deps.hidden, tests: [...tests] };
    const job: Job = { kind: 'grade', id: newId('grd'), try: 1, lease: lease(), exercise: HASHES, states: [{ at: 0, files: { ...files } }] };
    return this.#run(job, hidden, (end) => (end.kind === 'grade' ? { ending: end.ending, phases: end.phases } : undefined));
  }

  /** What a candidate sees on pressing Run. */
  async run(files: Files, actions: readonly RunAction[] = this.#deps.sealed.run): Promise<Ended<RunEnding>> {
    const job: Job = { kind: 'run', id: newId('run'), try: 1, lease: lease(), exercise: HASHES, files: { ...files }, actions: [...actions] };
    return this.#run(job, this.#deps.hidden, (end) => (end.kind === 'run' ? { ending: end.ending, phases: end.phases } : undefined));
  }

  async #run<E>(job: Job, hidden: HiddenPart, endedAs: (end: JobEnding) => Ended<E> | undefined): Promise<Ended<E>> {
    const { route, sealed, signal } = this.#deps;
    const deps = { ...route, packages: { sealed: async () => sealed, hidden: async () => hidden } };
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
