import { systemClock } from '@twohours/sandbox/clock';
import { compile, type CompileOrder } from '@twohours/sandbox/compile';
import { runHidden } from '@twohours/sandbox/hidden-run';
import type { ProgramOrder, Stage } from '@twohours/sandbox/run-stage';
import { runVisibleTests } from '@twohours/sandbox/visible-tests';
import { loadExercise } from '@twohours/exercises/load';
import { partsOf } from '@twohours/exercises/pack';
import { EDITED, editOf, folderOf, type Program } from './programs.ts';

/** What the sandbox's containers would be told. */
export interface Orders {
  /** The compile program's whole input. */
  readonly compile: Buffer;
  readonly programs: readonly ProgramOrder[];
}

/** The very orders that the sandbox gives, for doing the same work without it: its own code writes them, and nobody acts on them. */
export async function ordersFor(program: Program, mode: 'visible' | 'hidden'): Promise<Orders> {
  const { sealed, hidden } = partsOf(await loadExercise(folderOf(program.exercise)));
  const files = { ...program.files, [EDITED]: editOf(program, 0) };
  const tests = hidden.tests.map(({ id }) => id);
  const order: CompileOrder =
    mode === 'visible' ? { mode, files, exercise: sealed, test: true, vet: false } : { mode, files, exercise: sealed, hidden: hidden.files, tests };
  const built = [{ package: '', bytes: Buffer.alloc(0) }];
  const programs = await heard<readonly ProgramOrder[]>((tell) => {
    const stage: Stage = { run: async (job) => tell(job.programs) };
    return mode === 'visible'
      ? runVisibleTests({ clock: systemClock, stage }, { programs: built, sealed, files }, () => undefined)
      : runHidden(stage, { kind: sealed.kind, program: Buffer.alloc(0), commands: {}, files: {}, limits: sealed.limits }, tests);
  });
  const input = await heard<Buffer>((tell) => {
    // Whoever is asked to compile hears the order and does nothing.
    return compile({ compile: async (job) => tell(job.input), signal: new AbortController().signal }, order).compiled;
  });
  return { compile: input, programs };
}

/** What somebody was told by work that goes no further. */
async function heard<T>(work: (tell: (what: T) => never) => Promise<unknown>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopped = new Error('heard');
    const tell = (what: T): never => {
      resolve(what);
      throw stopped;
    };
    work(tell).catch(reject);
  });
}
