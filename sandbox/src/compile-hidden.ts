import type { HiddenPart, SealedPart } from '@twohours/wire/exercise';
import type { Files } from '@twohours/wire/workspace';
import type { Compilation, Compiled, CompileOrder } from './compile.ts';
import { Fault } from './fault.ts';

type Order = Omit<CompileOrder, 'exercise'> & { readonly onStarted?: () => void };

export interface HiddenCompiler {
  readonly start: (order: Order) => Compilation;
  /** What does not end with this job, since others wait for it as well. */
  readonly startShared: (order: Order) => Compilation;
}

/**
 * The programs that a grading needs. In a process exercise the hidden tests hold nothing of the candidate's: they are compiled
 * beside the candidate's own programs, in a job of their own, and once for everybody.
 */
export async function compileHidden(
  { start, startShared }: HiddenCompiler,
  given: { readonly sealed: SealedPart; readonly hidden: HiddenPart; readonly files: Files; readonly signal: AbortSignal },
  onStarted: () => void,
): Promise<Compiled> {
  const files = codeOf(given.files);
  const hidden = { hidden: given.hidden.files, tests: given.hidden.tests.map((test) => test.id) };
  if (given.sealed.kind === 'in-process') return start({ mode: 'hidden', files, ...hidden, onStarted }).compiled;
  const theirs = start({ mode: 'commands', files, onStarted }).compiled;
  const ours = startShared({ mode: 'hidden', files: {}, ...hidden }).compiled;
  // Where theirs do not compile, nobody asks what became of ours.
  ours.catch(() => undefined);
  const commands = await theirs;
  if (commands.kind !== 'built') return commands;
  const tests = await Promise.race([ours, cancelledBy(given.signal)]);
  if (tests.kind === 'cancelled') return tests;
  if (tests.kind !== 'built') throw new Fault(`compiling the hidden tests by themselves was ${tests.kind}`);
  return { kind: 'built', programs: [...tests.programs, ...commands.programs] };
}

async function cancelledBy(signal: AbortSignal): Promise<Compiled> {
  return new Promise((resolve) => {
    const cancel = () => resolve({ kind: 'cancelled' });
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
  });
}

/** Nothing else is looked at but the names: what was compiled once need not be again where notes, manifests or tests differ. */
function codeOf(files: Files): Files {
  const isCode = (path: string) => path.endsWith('.go') && !path.endsWith('_test.go');
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, isCode(path) ? text : '']));
}
