import { basename } from 'node:path';
import { RoleSchema } from '@twohours/wire/exercise';
import type { ReadRole } from './check-role.ts';
import type { Complaint } from './complaint.ts';
import { readText } from './read-folder.ts';
import { readYaml } from './read-yaml.ts';

/** A file of roles/, or what is wrong with its form; undefined where there is no such file. */
export async function loadRole(file: string): Promise<ReadRole | { readonly complaints: readonly Complaint[] } | undefined> {
  const found = await readText(file).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  });
  if (found === undefined) return undefined;
  const read = readYaml(file, found.text, RoleSchema);
  if ('complaints' in read) return read;
  const { value: role, lineOf } = read;
  const complaints: Complaint[] = [];
  const at = (path: PropertyKey[], message: string) => {
    const line = lineOf(path);
    complaints.push({ file, ...(line !== undefined && { line }), message });
  };
  const id = basename(file, '.yaml');
  if (role.id !== id) at(['id'], `the file is called “${id}”, so that has to be the id`);
  if (role.stages.filter((stage) => stage.isExercise).length !== 1) at(['stages'], 'exactly one stage is the exercise');
  for (const [index, { title }] of role.stages.entries())
    if (role.stages.findIndex((stage) => stage.title === title) < index) at(['stages', index, 'title'], `the stage “${title}” is there twice`);
  return complaints.length > 0 ? { complaints } : { file, role, lineOf };
}
