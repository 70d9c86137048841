import { solutionsOf } from '@twohours/exercises/solutions';
import type { HiddenPart, SealedPart } from '@twohours/wire/exercise';
import type { JobEvent, TrialJob, UnderWay } from '@twohours/wire/job';
import type { MistakeTrial, ReferenceTrial, TrialEnding } from '@twohours/wire/job-ending';
import { divide, type Compilation, type Compiled, type CompileOrder, type Program } from './compile.ts';
import { Fault } from './fault.ts';
import type { SandboxClock } from './clock.ts';
import { TRIAL } from './limits.ts';
import { headAndTail } from './output-text.ts';
import { laidOver, ownTestsOf } from './own-tests.ts';
import type { Stages } from './stages.ts';
import { runVisibleTests, type VisibleRun } from './visible-tests.ts';

const OUTPUT_HEAD = 10 * 1024;
const OUTPUT_TAIL = 6 * 1024;

export interface TrialDeps {
  readonly clock: SandboxClock;
  readonly compile: (order: CompileOrder) => Compilation;
  readonly stages: Stages;
  readonly sealed: SealedPart;
}

/**
 * Theory of operation. A candidate's own tests are compiled with each of the exercise's solutions and run as their author's
 * Run button would run them, each time in a container of its own. The reference comes first: tests that fail there say
 * nothing elsewhere. On a mistake they have to fail every time, so the first pass decides. After a slice of time nothing more
 * is begun, not even another time on the same solution; the next slice goes on from there.
 *
 * What counts is how the program ended, of which a candidate's code is master: all that it can gain is to tell the solutions
 * apart, which is what is asked.
 */
export async function runTrial(deps: TrialDeps, job: Pick<TrialJob, 'files' | 'solutions' | 'underWay'>, hidden: HiddenPart): Promise<TrialEnding> {
  const slice = new Slice(deps.clock);
  const solutions = new Map(solutionsOf({ ...deps.sealed, solutions: hidden.solutions }).map(({ name, files }) => [name, files]));
  const own = ownTestsOf(deps.sealed, job.files);
  if ('refused' in own) return { reference: { kind: 'refused', diagnostics: [...own.refused], leftOut: [] }, mistakes: [] };
  const leftOut = [...own.leftOut];
  if (!own.hasTests) return { reference: { kind: 'no-tests', leftOut }, mistakes: [] };
  let reference: ReferenceTrial | undefined;
  const mistakes: MistakeTrial[] = [];
  for (const name of job.solutions) {
    const solution = solutions.get(name);
    if (!solution) throw new Fault(`the exercise has no solution ${name}`);
    const before = job.underWay?.name === name ? job.underWay.times : 0;
    const laid = laidOver(solution, own);
    const found = name === 'reference' ? await onReference(deps, laid, before, slice) : await onMistake(deps, laid, before, slice);
    if ('times' in found) return { ...(reference && { reference }), mistakes, underWay: { name, times: found.times } };
    if ('isCaught' in found) mistakes.push({ name, ...found });
    else reference = { ...found, leftOut };
    if ((reference && reference.kind !== 'passes') || slice.isOver) break;
  }
  return { ...(reference && { reference }), mistakes };
}

class Slice {
  readonly #clock: Pick<SandboxClock, 'monotonicMs'>;
  readonly #until: number;

  constructor(clock: Pick<SandboxClock, 'monotonicMs'>) {
    this.#clock = clock;
    this.#until = clock.monotonicMs() + TRIAL.sliceMs;
  }

  get isOver(): boolean {
    return this.#clock.monotonicMs() > this.#until;
  }
}

/** So often in a row it ended as it must, and there was no time for more. */
type Begun = Pick<UnderWay, 'times'>;
type WithoutLeftOut<T> = T extends unknown ? Omit<T, 'leftOut'> : never;

async function onReference(deps: TrialDeps, laid: Laid, before: number, slice: Slice): Promise<WithoutLeftOut<ReferenceTrial> | Begun> {
  const built = await build(deps, laid);
  if ('diagnostics' in built) return { kind: built.kind, diagnostics: [...built.diagnostics] };
  for (let times = before + 1; ; times += 1) {
    const { outcome, tests, diagnostics, output } = await run(deps, built.programs, laid, false);
    const failed = tests.filter(({ status }) => status !== 'passed' && status !== 'skipped').map(({ name, status }) => ({ name, status }));
    if (!hasPassed(outcome)) return { kind: 'fails', outcome, tests: failed, diagnostics: [...diagnostics], output };
    const passed = tests.filter(({ name, status }) => status === 'passed' && !name.includes('/')).length;
    // A program that ends before its first test, or skips them all, has said nothing.
    if (passed === 0) return { kind: 'nothing-ran', output };
    if (times >= TRIAL.times) return { kind: 'passes', passed };
    if (slice.isOver) return { times };
  }
}

async function onMistake(deps: TrialDeps, laid: Laid, before: number, slice: Slice): Promise<Omit<MistakeTrial, 'name'> | Begun> {
  const built = await build(deps, laid);
  // What compiles with the reference and not with this was not caught by a test.
  if ('diagnostics' in built) return { isCaught: false };
  for (let times = before + 1; ; times += 1) {
    if (hasPassed((await run(deps, built.programs, laid, true)).outcome)) return { isCaught: false };
    if (times >= TRIAL.times) return { isCaught: true };
    if (slice.isOver) return { times };
  }
}

function hasPassed(outcome: VisibleRun['outcome']): boolean {
  return outcome.kind === 'exited' && outcome.exitCode === 0;
}

type Laid = ReturnType<typeof laidOver>;
type Built = { readonly programs: readonly Program[] } | Extract<Compiled, { kind: 'refused' | 'not-compiled' }>;

async function build({ compile, sealed }: TrialDeps, { files }: Laid): Promise<Built> {
  const { compiled, vetted } = compile({ mode: 'visible', exercise: sealed, files, vet: false, test: true });
  // The compile container is free for the next one only when it has said its last.
  const [made] = await Promise.all([compiled, vetted]);
  switch (made.kind) {
    case 'built':
      if (divide(made.programs).tests.length === 0) throw new Fault('the compile program made no program of tests');
      return { programs: made.programs };
    case 'refused':
    case 'not-compiled':
      return made;
    case 'cancelled':
    case 'formatted':
    case 'not-formatted':
      throw new Fault(`compiling a candidate's own tests was ${made.kind}`);
  }
}

async function run({ clock, stages, sealed }: TrialDeps, programs: readonly Program[], { readable }: Laid, failFast: boolean) {
  const printed: { text: string; test: string | undefined }[] = [];
  const hear = (event: JobEvent) => {
    if (event.type === 'output') printed.push({ text: event.text, test: event.test });
  };
  const ran = await runVisibleTests({ clock, stage: stages.next() }, { programs, sealed, files: readable, failFast }, hear);
  if (ran.outcome.kind === 'cancelled') throw new Fault('the trial was stopped');
  const passed = new Set(ran.tests.filter(({ status }) => status === 'passed').map(({ name }) => name));
  // What passed says nothing that anybody has to read.
  const output = printed.map(({ text, test }) => (test !== undefined && passed.has(test) ? '' : text)).join('');
  return { ...ran, output: headAndTail(output, OUTPUT_HEAD, OUTPUT_TAIL) };
}
