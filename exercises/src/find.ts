import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ExerciseError } from './complaint.ts';

/** Where those lie that ship with Twohours. */
export const SHIPPED = fileURLToPath(new URL('../', import.meta.url));

export interface FoundExercise {
  /** Absolute path of the folder; its name is the exercise's id. */
  readonly dir: string;
  readonly id: string;
  /** Ships with Twohours, so everybody can have read it. */
  readonly isPublic: boolean;
}

/**
 * The exercise folders that ship with Twohours, and those in the given folders (EXERCISES_DIR). A folder that is an
 * exercise itself counts as one. Throws if a folder does not exist, or if an id is there twice.
 */
export async function findExercises(dirs: readonly string[]): Promise<FoundExercise[]> {
  const found = new Map<string, FoundExercise>();
  for (const root of [SHIPPED, ...dirs].map((dir) => resolve(dir))) {
    for (const dir of await exercisesIn(root)) {
      const id = basename(dir);
      const other = found.get(id);
      if (other !== undefined && other.dir !== dir) {
        throw new ExerciseError(dir, [{ file: 'exercise.yaml', message: `${other.dir} has the same id; rename the folder and its id` }]);
      }
      if (other === undefined) found.set(id, { dir, id, isPublic: root === resolve(SHIPPED) });
    }
  }
  return [...found.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

async function exercisesIn(root: string): Promise<string[]> {
  if (await isExercise(root)) return [root];
  const entries = await readdir(root, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink()).map((entry) => join(root, entry.name));
  const are = await Promise.all(folders.map(isExercise));
  return folders.filter((_, index) => are[index]);
}

async function isExercise(dir: string): Promise<boolean> {
  const found = await stat(join(dir, 'exercise.yaml')).catch(() => undefined);
  return found?.isFile() ?? false;
}
