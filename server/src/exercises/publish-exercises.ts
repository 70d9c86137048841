import { resolve } from 'node:path';
import { checkExercise } from '@twohours/exercises/check';
import { complaintLine, ExerciseError, type Complaint } from '@twohours/exercises/complaint';
import type { Exercise } from '@twohours/exercises/exercise';
import { findExercises, type FoundExercise } from '@twohours/exercises/find';
import { loadExercise } from '@twohours/exercises/load';
import { packExercise, partsOf } from '@twohours/exercises/pack';
import type { Clock } from '@twohours/wire/time';
import type { Logger } from 'pino';
import type { ExerciseStore } from './exercise-store.ts';
import { newPublished, successionOf, type Published } from './published.ts';

interface Deps {
  readonly exercises: ExerciseStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

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

/** Publishing the same again changes nothing; any number of servers may do it at once. */
export async function publishExercise({ exercises, clock, log }: Deps, exercise: Exercise, isPublic: boolean): Promise<Published> {
  const pack = await packExercise(exercise);
  const fresh = newPublished(partsOf(exercise).open, pack.hashes, isPublic, clock.now());
  for (;;) {
    const known = await exercises.version(pack.hashes.exercise);
    const published = known ? { ...known, isPublic } : fresh;
    const newest = await exercises.newest(published.id);
    const succession = successionOf(published, newest);
    const next = newest && succession === 'older' ? newest : published;
    if ((await exercises.publish(published, pack, { expected: newest, next })) === 'conflict') continue;

    const { id, version, hashes } = published;
    const entry = { exercise: id, version, hash: hashes.exercise };
    if (succession === 'first' || succession === 'next') log.info(entry, `published ${id}, version ${version}`);
    if (succession === 'changed') {
      log.warn(
        entry,
        `${id} has changed and is still version ${version}: attempts that have started keep what they began with, new ones get this. Count its version up.`,
      );
    }
    if (succession === 'older')
      log.warn(entry, `${id}, version ${version}, is older than what was published before, version ${next.version}: new attempts get that.`);
    return published;
  }
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
