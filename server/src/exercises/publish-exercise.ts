import type { Exercise } from '@twohours/exercises/exercise';
import { packExercise, partsOf } from '@twohours/exercises/pack';
import type { Clock } from '@twohours/wire/time';
import type { Logger } from 'pino';
import type { ExerciseStore } from './exercise-store.ts';
import { newPublished, successionOf, type Published, type Succession } from './published.ts';

export interface Deps {
  readonly exercises: Pick<ExerciseStore, 'publish' | 'version' | 'newest'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** Publishing the same again changes nothing; any number of servers may do it at once. */
export async function publishExercise(deps: Deps, exercise: Exercise, isPublic: boolean): Promise<Published> {
  const { exercises, clock, log } = deps;
  const pack = await packExercise(exercise);
  const fresh = newPublished(partsOf(exercise).open, pack.hashes, isPublic, clock.now());
  for (;;) {
    const known = await exercises.version(pack.hashes.exercise);
    const published = known ? { ...known, isPublic } : fresh;
    const newest = await exercises.newest(published.id);
    const succession = successionOf(published, newest);
    const next = newest && succession === 'older' ? newest : published;
    if ((await exercises.publish(published, pack, { expected: newest, next })) === 'published') {
      tell(log, succession, published, next);
      return published;
    }
  }
}

function tell(log: Deps['log'], succession: Succession, { id, version, hashes }: Published, newest: Published): void {
  const entry = { exercise: id, version, hash: hashes.exercise };
  switch (succession) {
    case 'same':
      return;
    case 'first':
    case 'next':
      return log.info(entry, `${id} is published in version ${version}`);
    case 'changed':
      return log.warn(
        entry,
        `${id} has changed and is still version ${version}. Attempts that have started keep what they began with, others get this one. Please raise its version.`,
      );
    case 'older':
      return log.warn(
        entry,
        `${id} is here in version ${version}, but version ${newest.version} was published before: attempts go on getting that one.`,
      );
  }
}
