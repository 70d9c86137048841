import type { HiddenPart, SealedPart } from '@twohours/wire/exercise';
import type { FormatJob, GradeJob, Job, JobEvent, LaneJob, RunJob, TrialJob } from '@twohours/wire/job';
import type { GradingEnding, JobEnding, LaneEnding, RunEnding, TrialEnding } from '@twohours/wire/job-ending';
import type { Files } from '@twohours/wire/workspace';
import { compile, divide, type CompileOrder } from './compile.ts';
import { compileHidden, type HiddenCompiler } from './compile-hidden.ts';
import type { CompileJob } from './compile-worker.ts';
import type { Engine } from './engine.ts';
import { Fault } from './fault.ts';
import { grade } from './grade.ts';
import type { Images } from './images.ts';
import { runLanes } from './lane.ts';
import { LANE, narrow, TRIAL, type OperatorLimits } from './limits.ts';
import type { Pool } from './pool.ts';
import { ProgramCache } from './program-cache.ts';
import { sourcesOf } from './sources.ts';
import { Stages } from './stages.ts';
import { Stopwatch } from './stopwatch.ts';
import { runTrial } from './trial.ts';
import { runVisibleTests } from './visible-tests.ts';

export interface RunJobDeps {
  readonly engine: Engine;
  readonly images: Images;
  readonly pool: Pool;
  readonly programs: ProgramCache;
  readonly packages: { sealed(hash: string): Promise<SealedPart>; hidden(hash: string): Promise<HiddenPart> };
  readonly operator: OperatorLimits;
  readonly worker: string;
  /** What no job can ask for. */
  readonly prover?: ProverWishes;
}

export interface ProverWishes {
  /** GOMAXPROCS of the hidden tests. */
  readonly maxProcs?: number | undefined;
  /** The hidden tests to run, and how often; compiled are all of them, once. */
  readonly tests?: HiddenPart['tests'] | undefined;
}

type Emit = (event: JobEvent) => void;

/**
 * The one path: candidates' runs, gradings, the exercise prover and the benchmarks. Needs no Redis. Never throws: what is
 * ours ends as `faulted`. Aborting `signal` ends it within a second.
 */
export async function runJob(deps: RunJobDeps, job: Job, emit: Emit, signal: AbortSignal, waitMs = 0): Promise<JobEnding> {
  const base = { try: job.try, lease: job.lease, worker: deps.worker };
  const watch = new Stopwatch(deps.engine.clock, waitMs);
  using _working = deps.pool.working();
  try {
    emit({ type: 'picked-up' });
    switch (job.kind) {
      case 'run':
        return { kind: 'run', id: job.id, ...base, ending: await run(deps, job, emit, signal, watch), phases: watch.phases() };
      case 'grade':
        return {
          kind: 'grade',
          id: job.id,
          ...base,
          ...(await gradeStates(deps, job, emit, signal, watch)),
          phases: watch.phases(),
          image: deps.images.compile,
        };
      case 'format':
        return { kind: 'format', id: job.id, ...base, ending: await format(deps, job, signal) };
      case 'trial':
        return { kind: 'trial', id: job.id, ...base, ending: await trial(deps, job, signal) };
      case 'lane':
        return { kind: 'lane', id: job.id, ...base, ending: await lanes(deps, job, signal) };
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'faulted', of: job.kind, id: job.id, ...base, reason };
  }
}

async function run(deps: RunJobDeps, job: RunJob, emit: Emit, signal: AbortSignal, watch: Stopwatch): Promise<RunEnding> {
  const sealed = await sealedPart(deps, job.exercise.sealed);
  const sources = sourcesOf(sealed, job.files);
  if ('refused' in sources) return tell(emit, { kind: 'refused', diagnostics: [...sources.refused] });
  if (signal.aborted) return { kind: 'cancelled' };
  emit({ type: 'compiling' });
  using stages = new Stages(deps, job.id, sealed.limits, signal);
  const hasTests = job.actions.includes('test') && Object.keys(sources.files).some((path) => path.endsWith('_test.go'));
  const compilation = startCompiling(deps, signal, sealed, {
    mode: 'visible',
    files: sources.files,
    vet: job.actions.includes('vet'),
    test: hasTests,
    ...(hasTests && { onStarted: () => stages.prepare() }),
  });
  const compiled = await watch.time('compileMs', compilation.compiled);
  switch (compiled.kind) {
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'refused':
    case 'not-compiled':
      return tell(emit, { kind: compiled.kind, diagnostics: [...compiled.diagnostics] });
    case 'built': {
      // What compiled and ran is not thrown away for want of advice.
      const vetted = compilation.vetted.catch(() => [{ tool: 'vet' as const, message: 'go vet could not finish on these files.' }]);
      const advice = vetted.then((diagnostics) => {
        for (const diagnostic of diagnostics) emit({ type: 'diagnostic', diagnostic });
        return diagnostics;
      });
      const given = { programs: compiled.programs, sealed, files: sources.files };
      const ran =
        divide(compiled.programs).tests.length > 0
          ? await watch.time('runMs', runVisibleTests({ clock: deps.engine.clock, stage: stages.next() }, given, emit))
          : { outcome: { kind: 'exited' as const, exitCode: 0 }, tests: [], diagnostics: [] };
      const outcome = signal.aborted ? { kind: 'cancelled' as const } : ran.outcome;
      return { kind: 'ran', outcome, tests: [...ran.tests], diagnostics: [...(await advice), ...ran.diagnostics] };
    }
    case 'formatted':
    case 'not-formatted':
      throw new Fault(`the compile program answered a run with ${compiled.kind}`);
  }
}

async function gradeStates(
  deps: RunJobDeps,
  job: GradeJob,
  emit: Emit,
  signal: AbortSignal,
  watch: Stopwatch,
): Promise<{ state: number; ending: GradingEnding }> {
  const sealed = await sealedPart(deps, job.exercise.sealed);
  const hidden = await deps.packages.hidden(job.exercise.hidden);
  using stages = new Stages(deps, job.id, sealed.limits, signal);
  emit({ type: 'compiling' });
  let first: GradingEnding | undefined;
  for (const [state, { files }] of job.states.entries()) {
    const ending = await gradeOne(deps, { sealed, hidden, files, stages }, emit, signal, watch);
    if (ending.kind === 'tests' || ending.kind === 'tampered') return { state, ending };
    first ??= ending;
  }
  if (!first) throw new Fault('a grading without files');
  return { state: 0, ending: first };
}

interface GivenFiles {
  readonly sealed: SealedPart;
  readonly hidden: HiddenPart;
  readonly files: Files;
  readonly stages: Stages;
  /** Some of them, where it is not all. */
  readonly tests?: HiddenPart['tests'];
  /** Where what is compiled is kept, if not with everybody's. */
  readonly kept?: ProgramCache;
}

async function gradeOne(deps: RunJobDeps, given: GivenFiles, emit: Emit, signal: AbortSignal, watch: Stopwatch): Promise<GradingEnding> {
  const { sealed, hidden, stages } = given;
  const sources = sourcesOf(sealed, given.files);
  if ('refused' in sources) return { kind: 'refused', diagnostics: [...sources.refused] };
  const compiler: HiddenCompiler = {
    start: (order) => startCompiling({ ...deps, programs: given.kept ?? deps.programs }, signal, sealed, order),
    startShared: (order) => {
      const whole = { ...order, exercise: sealed };
      return deps.programs.compileShared(deps.images.compile, whole, () => compile(toolsOf(deps, new AbortController().signal), whole));
    },
  };
  const compiled = compileHidden(compiler, { sealed, hidden, files: sources.files, signal }, () => stages.prepare());
  const built = await watch.time('compileMs', compiled);
  switch (built.kind) {
    case 'refused':
    case 'not-compiled':
      return { kind: built.kind, diagnostics: [...built.diagnostics] };
    case 'built': {
      const { tests: programs, commands } = divide(built.programs);
      const [program] = programs;
      if (!program) throw new Fault('the compile program made no hidden tests');
      const { tests = given.tests ?? hidden.tests, maxProcs } = deps.prover ?? {};
      const files = dataOf(sealed, sources.files);
      const hiddenTests = { kind: sealed.kind, program: program.bytes, commands, files, tests, limits: sealed.limits, maxProcs };
      return watch.time('runMs', grade({ clock: deps.engine.clock, nextStage: () => stages.next() }, hiddenTests, emit));
    }
    case 'cancelled':
    case 'formatted':
    case 'not-formatted':
      throw new Fault(`compiling the hidden tests was ${built.kind}`);
  }
}

/** Manifests and the like, which hidden tests of process exercises read. What is code reaches them as a program only. */
function dataOf({ kind }: SealedPart, files: Files): Files {
  return kind === 'process' ? Object.fromEntries(Object.entries(files).filter(([path]) => !path.endsWith('.go'))) : {};
}

async function format(deps: RunJobDeps, job: FormatJob, signal: AbortSignal) {
  const { compiled } = startCompiling(deps, signal, undefined, { mode: 'format', files: { [job.path]: job.text }, path: job.path });
  const answer = await compiled;
  if (answer.kind === 'formatted') return { kind: answer.kind, text: answer.text };
  // Not compiled: it ran out of memory.
  if (answer.kind === 'not-formatted' || answer.kind === 'not-compiled')
    return { kind: 'not-formatted' as const, diagnostics: [...answer.diagnostics] };
  throw new Fault(`formatting was ${answer.kind}`);
}

/** What it compiles is used once and is much: the programs that candidates run again are not put out for it. */
async function trial(deps: RunJobDeps, job: TrialJob, signal: AbortSignal): Promise<TrialEnding> {
  const { images, pool, engine } = deps;
  const whole = await sealedPart(deps, job.exercise.sealed);
  const sealed = { ...whole, limits: narrow(whole.limits, { ...whole.limits, wallMs: TRIAL.wallMs }) };
  const apart = { stage: (...of: Parameters<Pool['stageApart']>) => pool.stageApart(...of) };
  using stages = new Stages({ pool: apart, images }, job.id, sealed.limits, signal);
  const toolsDeps = { ...toolsOf(deps, signal), onStarted: () => stages.prepare() };
  const trialDeps = { clock: engine.clock, compile: (order: CompileOrder) => compile(toolsDeps, order), stages, sealed };
  return runTrial(trialDeps, job, await deps.packages.hidden(job.exercise.hidden));
}

/** What it compiles is much and used within a slice: as with a trial, it puts out nothing that others use. */
async function lanes(deps: RunJobDeps, job: LaneJob, signal: AbortSignal): Promise<LaneEnding> {
  const { images, pool, engine } = deps;
  const sealed = await sealedPart(deps, job.exercise.sealed);
  const hidden = await deps.packages.hidden(job.exercise.hidden);
  const apart = { stage: (...of: Parameters<Pool['stageApart']>) => pool.stageApart(...of) };
  const watch = new Stopwatch(engine.clock, 0);
  const kept = new ProgramCache(LANE.keptBytes);
  const gradeStep = async ({ files, tests: ids }: LaneJob['steps'][number], until: AbortSignal) => {
    using stages = new Stages({ pool: apart, images }, job.id, sealed.limits, until);
    const tests = hidden.tests.filter(({ id }) => ids.includes(id)).map((test) => ({ ...test, repeats: 1 }));
    if (tests.length !== ids.length) throw new Fault(`the exercise has not all of ${ids.join(', ')}`);
    return gradeOne(deps, { sealed, hidden, files, stages, tests, kept }, () => undefined, until, watch);
  };
  return runLanes({ clock: engine.clock, grade: gradeStep, image: images.compile }, job, signal);
}

async function sealedPart(deps: RunJobDeps, hash: string): Promise<SealedPart> {
  const sealed = await deps.packages.sealed(hash);
  return { ...sealed, limits: narrow(sealed.limits, deps.operator) };
}

function startCompiling(
  deps: RunJobDeps,
  signal: AbortSignal,
  exercise: SealedPart | undefined,
  { onStarted, ...order }: Omit<CompileOrder, 'exercise'> & { onStarted?: () => void },
) {
  const whole: CompileOrder = { ...order, ...(exercise && { exercise }) };
  return deps.programs.compile(deps.images.compile, whole, () => compile({ ...toolsOf(deps, signal), ...(onStarted && { onStarted }) }, whole));
}

function toolsOf({ pool, images }: Pick<RunJobDeps, 'pool' | 'images'>, signal: AbortSignal) {
  return { compile: async (given: CompileJob) => pool.compile(images, given), signal };
}

function tell<E extends Extract<RunEnding, { diagnostics: unknown }>>(emit: Emit, ending: E): E {
  for (const diagnostic of ending.diagnostics) emit({ type: 'diagnostic', diagnostic });
  return ending;
}
