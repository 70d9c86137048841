import { checkRoles } from '@twohours/exercises/check-roles';
import { ExerciseError } from '@twohours/exercises/complaint';
import type { FoundExercise } from '@twohours/exercises/find';
import { loadExercise } from '@twohours/exercises/load';
import type { Exercise } from '@twohours/exercises/exercise';
import type { Account } from './account.ts';
import { prove, type ProverDeps, type Wanted } from './prove.ts';
import { proofOf } from './prove-format.ts';

/** One exercise as it lies there. What cannot be read is told like everything else that does not hold. */
export async function proveFolder(deps: ProverDeps, { dir, id }: Pick<FoundExercise, 'dir' | 'id'>, wanted: Wanted): Promise<Account> {
  let exercise: Exercise;
  try {
    exercise = await loadExercise(dir);
  } catch (error) {
    if (!(error instanceof ExerciseError)) throw error;
    return { exercise: id, how: 'read', tookMs: 0, proofs: [proofOf(0, 'the folder can be read', '', error.complaints)] };
  }
  return prove(deps, exercise, wanted);
}

/** What the roles beside them say of the exercises. Those that cannot be read are told elsewhere. */
export async function proveRoles(found: readonly Pick<FoundExercise, 'dir'>[]): Promise<Account> {
  const loaded = await Promise.all(found.map(async ({ dir }) => loadExercise(dir).catch(() => undefined)));
  const exercises = loaded.filter((exercise) => exercise !== undefined);
  const complaints = await checkRoles(exercises);
  const proof = proofOf(0, 'what measures each qualification is there', 'clauses, criteria and stages', complaints);
  return { exercise: 'roles', how: 'read', tookMs: 0, proofs: [proof] };
}
