import { resolve } from 'node:path';
import { checkExercise } from '@twohours/exercises/check';
import { complaintLine, ExerciseError, type Complaint } from '@twohours/exercises/complaint';
import type { Exercise } from '@twohours/exercises/exercise';
import { findExercises, type FoundExercise } from '@twohours/exercises/find';
import { loadExercise } from '@twohours/exercises/load';
import { publishExercise, type Deps } from './publish-exercise.ts';
import type { Published } from './published.ts';

/**
 * Publishes what ships with Twohours and what is in the given folders (EXERCISES_DIR). What cannot be used is logged for
 * its author and passed over: a mistake in one exercise takes no other away from anybody.
 */
export async function publishExercises(deps: Deps, dirs: readonly string[]): Promise<Published[]> {
  const published: Published[] = [];
  for (const found of await findAll(deps, dirs)) {
    const exercise = await read(deps, found);
    if (exercise) published.push(await publishExercise(deps, exercise, found.isPublic));
  }
  return published;
}

/** Folder by folder, so that one that is missing or clashes with what is there leaves the others. */
async function findAll({ log }: Deps, dirs: readonly string[]): Promise<FoundExercise[]> {
  const found = new Map<string, FoundExercise>();
  for (const more of [[], ...dirs.map((dir) => [dir])]) {
    const there = await findExercises(more).catch((error: unknown) => {
      log.error({ err: error }, `no exercise of ${more.join()} can be used: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    });
    for (const exercise of there) {
      const other = found.get(exercise.id) ?? exercise;
      if (other.dir === exercise.dir) found.set(exercise.id, exercise);
      else log.error(`${exercise.dir} is passed over: ${other.dir} has the same id.`);
    }
  }
  return [...found.values()];
}

async function read({ log }: Deps, found: FoundExercise): Promise<Exercise | undefined> {
  try {
    const exercise = await loadExercise(found.dir);
    const complaints = checkExercise(exercise);
    if (complaints.length === 0) return exercise;
    complain(log, found, complaints);
  } catch (error) {
    if (error instanceof ExerciseError) complain(log, found, error.complaints);
    else log.error({ err: error, exercise: found.id }, `${found.dir} cannot be read`);
  }
  return undefined;
}

function complain(log: Deps['log'], { id, dir }: FoundExercise, complaints: readonly Complaint[]): void {
  for (const complaint of complaints) {
    log.error({ exercise: id }, `${id} is not published: ${complaintLine({ ...complaint, file: resolve(dir, complaint.file) })}`);
  }
}
