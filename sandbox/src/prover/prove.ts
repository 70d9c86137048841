import type { Exercise } from '@twohours/exercises/exercise';
import { partsOf } from '@twohours/exercises/pack';
import { PatchDoesNotApply, solutionsOf, type Solution } from '@twohours/exercises/solutions';
import type { RunJobDeps } from '../run-job.ts';
import type { Account } from './account.ts';
import { findOnly, proveOnly } from './only.ts';
import { proveMatrix, untriedMatrix } from './kill-matrix.ts';
import { holds, type Proof } from './proof.ts';
import { proveFormat } from './prove-format.ts';
import { provePassing } from './prove-passing.ts';
import { proveRejected } from './prove-rejected.ts';
import { proveStarter } from './prove-starter.ts';
import { proveTimes } from './times.ts';
import { Workbench } from './workbench.ts';

export interface ProverDeps {
  readonly route: Omit<RunJobDeps, 'packages'>;
  readonly lanes: number;
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
}

export interface Wanted {
  readonly isQuick: boolean;
  /** A test or a solution. */
  readonly only?: string;
}

/** Tries to prove one exercise. Throws where `only` names nothing. */
export async function prove(deps: ProverDeps, exercise: Exercise, wanted: Wanted): Promise<Account> {
  const { clock } = deps.route.engine;
  const from = clock.monotonicMs();
  const how = wanted.only !== undefined ? 'only' : wanted.isQuick ? 'quick' : 'full';
  const proved = await proofsOf(deps, exercise, wanted);
  const { id, version } = exercise.manifest;
  return { exercise: id, version, how, ...proved, tookMs: Math.round(clock.monotonicMs() - from) };
}

async function proofsOf(deps: ProverDeps, exercise: Exercise, { isQuick, only: name }: Wanted): Promise<Pick<Account, 'proofs' | 'matrix'>> {
  const { sealed, hidden } = partsOf(exercise);
  const benchOf = (lanes: number) => new Workbench({ ...deps, lanes, isOfMany: name === undefined, sealed, hidden });
  // Tests of process exercises wait on real time, mostly: more of them may.
  const isProcess = exercise.manifest.kind === 'process';
  const bench = benchOf(isProcess ? (isQuick ? 2 : 3) * deps.lanes : deps.lanes);
  const { form, clauses, secrecy } = proveFormat(exercise);
  const solutions = readSolutions(exercise);
  if ('patch' in solutions) return { proofs: [form, solutions.patch, clauses, secrecy] };
  if (name !== undefined) {
    const only = findOnly(name, hidden.tests, solutions.all);
    if (!only) throw new NothingOfThatName(exercise, name, solutions.all);
    return { proofs: await proveOnly(bench, only, solutions.all) };
  }
  const right = solutions.all.filter(({ kind }) => kind !== 'rejected');
  const wrong = solutions.all.filter(({ kind }) => kind === 'rejected');
  const starting = async () => proveStarter(bench, exercise.starter);
  const asking = async () => provePassing(bench, right, isQuick);
  // The full proof measures, and makes it hard for those that are right: nothing else goes on beside.
  const first = isQuick ? undefined : await asking();
  // Those that are wrong may hang: others go on meanwhile. That what they fail is not the load's doing, one that is right shows.
  const control = first && holds(first.proof) ? right.find(({ kind }) => kind === 'reference') : undefined;
  const rejecting = async () => proveRejected(isQuick ? bench : benchOf((isProcess ? 4 : 2) * deps.lanes), wrong, { isQuick, control });
  const [starter, passing, rejected] = await Promise.all([starting(), first ?? asking(), rejecting()]);
  const matrix = isQuick ? untriedMatrix() : proveMatrix(bench.tests, rejected.caught);
  const times = proveTimes(passing.samples, sealed.limits.wallMs);
  const proofs = [...(holds(form) ? [] : [form]), starter, passing.proof, rejected.proof, matrix, clauses, secrecy, times];
  return isQuick ? { proofs } : { proofs, matrix: Object.fromEntries(rejected.caught.map(({ solution, by }) => [solution.name, by])) };
}

function readSolutions({ manifest, starter, solutions }: Exercise): { readonly all: Solution[] } | { readonly patch: Proof } {
  const { editable, readOnly } = manifest;
  try {
    return { all: solutionsOf({ starter, solutions, editable, readOnly }) };
  } catch (error) {
    if (!(error instanceof PatchDoesNotApply)) throw error;
    const findings = [{ where: error.solution, what: error.message }];
    return { patch: { number: 3, what: 'every mistake.patch applies to the reference', isTried: true, seen: 'one does not', findings } };
  }
}

/** Its message lists what there is. */
export class NothingOfThatName extends Error {
  constructor({ manifest }: Exercise, name: string, solutions: readonly Solution[]) {
    const tests = manifest.tests.map(({ id }) => id);
    super(
      [`${manifest.id} has no test and no solution that “${name}” names. There are:`, ...tests, ...solutions.map((each) => each.name)].join('\n  '),
    );
    this.name = 'NothingOfThatName';
  }
}
