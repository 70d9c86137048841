import type { SealedPart } from '@twohours/wire/exercise';
import type { Diagnostic, JobEvent, Outcome, RunTest } from '@twohours/wire/job';
import type { Files } from '@twohours/wire/workspace';
import { divide, type Program } from './compile.ts';
import { outcomeOf } from './outcome.ts';
import { OutputKeeper } from './output-keeper.ts';
import { makeInert } from './output-text.ts';
import type { SandboxClock } from './clock.ts';
import type { ProgramOrder, Stage } from './run-stage.ts';
import { TestOutput } from './test-output.ts';
import { failureDiagnostic, Traces } from './traces.ts';

export interface VisibleRun {
  readonly outcome: Outcome;
  readonly tests: readonly RunTest[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Where tests of process exercises find the candidate's programs, which they build without it, and the files of the
 * workspace, which are where they are run without it.
 */
export const PROCESS_ENV = ['TWOHOURS_BIN=/job/bin', 'TWOHOURS_SRC=/job/src'] as const;

// Race binaries sleep a second at exit; 50 ms are enough for goroutines that outlive the last test.
const ENV = ['GOMAXPROCS=2', 'GOTRACEBACK=single', 'HOME=/tmp', 'TMPDIR=/tmp', 'LANG=C.UTF-8', 'GORACE=atexit_sleep_ms=50'];

const MAX_FAILURES = 200;
const MESSAGE_LENGTH = 4_000;

/** So that a program which takes too long prints what its goroutines were doing before it is killed. */
function testTimeoutMs(wallMs: number): number {
  return wallMs - Math.min(1_000, wallMs / 4);
}

function orderOf(program: Program, index: number, timeoutMs: number, { sealed, failFast = false }: GivenTests): ProgramOrder {
  const { kind } = sealed;
  return {
    path: `/job/t${index}`,
    args: [
      '-test.v=test2json',
      `-test.timeout=${timeoutMs}ms`,
      '-test.paniconexit0=true',
      '-test.parallel=4',
      '-test.count=1',
      `-test.failfast=${failFast}`,
    ],
    env: kind === 'process' ? [...ENV, ...PROCESS_ENV] : ENV,
    dir: program.package === '' ? '/job/src' : `/job/src/${program.package}`,
    input: '',
    merge: true,
  };
}

export interface GivenTests {
  readonly programs: readonly Program[];
  readonly sealed: Pick<SealedPart, 'kind' | 'limits'>;
  readonly files: Files;
  /** For whoever asks only whether they all pass. */
  readonly failFast?: boolean;
}

/** Runs the tests that the candidate can see, and tells of them as they go. */
export async function runVisibleTests(
  deps: { readonly clock: SandboxClock; readonly stage: Stage },
  given: GivenTests,
  emit: (event: JobEvent) => void,
): Promise<VisibleRun> {
  const { sealed, files } = given;
  const { tests: programs, commands } = divide(given.programs);
  const keeper = new OutputKeeper(deps.clock, emit);
  const paths = new Set(Object.keys(files));
  const traces = new Traces(paths);
  const tests: RunTest[] = [];
  const failures: Diagnostic[] = [];
  const decoder = new TextDecoder();
  const outputOf = (program: Program | undefined) =>
    new TestOutput(program?.package ?? '', {
      test: (test) => {
        keeper.flush();
        emit({ type: 'test', test: { ...test, name: makeInert(test.name) } });
      },
      text: (text, test) => {
        keeper.add(text, test);
        traces.feed(text);
      },
      failure: (text) => {
        const diagnostic = failureDiagnostic(text, program?.package ?? '', paths);
        if (diagnostic && failures.length < MAX_FAILURES) failures.push(diagnostic);
      },
    });
  let current = outputOf(undefined);
  const next = (program: Program | undefined) => {
    tests.push(...current.finish());
    current = outputOf(program);
  };
  const timeoutMs = testTimeoutMs(sealed.limits.wallMs);
  let printedBytes = 0;
  const end = await deps.stage.run({
    content: { programs: Object.fromEntries(programs.map(({ bytes }, index) => [`t${index}`, bytes])), commands, areSecret: false, files },
    programs: programs.map((program, index) => orderOf(program, index, timeoutMs, given)),
    onStarted: () => emit({ type: 'started' }),
    onStdout: (chunk) => {
      printedBytes += chunk.length;
      current.feed(decoder.decode(chunk, { stream: true }));
    },
    onStderr: (chunk) => keeper.add(chunk.toString('utf8')),
    onReport: (report) => next(report.type === 'started' ? programs[report.program] : undefined),
  });
  next(undefined);
  keeper.finish();
  const diagnostics = [...traces.finish(), ...failures].map(inert);
  for (const diagnostic of diagnostics) emit({ type: 'diagnostic', diagnostic });
  // What process 1 says takes room too, so the container itself is ended a little later.
  const how = end.how !== 'cancelled' && printedBytes > sealed.limits.outputBytes ? 'too-much-output' : end.how;
  const outcome = outcomeOf({ ...end, how }, sealed.limits, programs.length, timeoutMs);
  return { outcome, tests: tests.map((test) => ({ ...test, name: makeInert(test.name) })), diagnostics };
}

function inert(diagnostic: Diagnostic): Diagnostic {
  const message = makeInert(diagnostic.message);
  return { ...diagnostic, message: message.length > MESSAGE_LENGTH ? `${message.slice(0, MESSAGE_LENGTH)} …` : message };
}
