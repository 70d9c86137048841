import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkRole, type Measures } from './check-role.ts';
import type { Complaint } from './complaint.ts';
import type { Exercise } from './exercise.ts';
import { loadRole } from './load-role.ts';

/** Every role that lies beside one of the exercises, against all of them. */
export async function checkRoles(exercises: readonly (Measures & Pick<Exercise, 'dir'>)[]): Promise<Complaint[]> {
  const folders = [...new Set(exercises.map(({ dir }) => join(dirname(dir), 'roles')))];
  const files = await Promise.all(folders.map(yamlFilesOf));
  const found = await Promise.all(files.flat().map(loadRole));
  return found.flatMap((role) => {
    if (role === undefined) return [];
    return 'complaints' in role ? role.complaints : checkRole(role, exercises);
  });
}

async function yamlFilesOf(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => join(folder, name));
}
