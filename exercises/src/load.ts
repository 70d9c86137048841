import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ManifestSchema } from '@twohours/wire/exercise';
import type { Manifest, Role } from '@twohours/wire/exercise';
import { ExerciseError } from './complaint.ts';
import type { Complaint } from './complaint.ts';
import type { Exercise } from './exercise.ts';
import { readFolder, readText } from './read-folder.ts';
import { loadRole } from './load-role.ts';
import { readYaml } from './read-yaml.ts';
import type { LineOf } from './read-yaml.ts';

const SHIPPED_ROLES = fileURLToPath(new URL('../roles/', import.meta.url));
const FILES = ['exercise.yaml', 'overview.md', 'statement.md'] as const;
const FOLDERS = ['starter', 'hidden', 'solutions'] as const;

/**
 * Reads one exercise folder. Throws ExerciseError with every complaint about its form: an unknown key, a missing file, a
 * duplicate id, what is not text. Whether its parts fit together is `checkExercise`'s.
 */
export async function loadExercise(folder: string): Promise<Exercise> {
  const dir = resolve(folder);
  const complaints = await strangers(dir);
  const [manifestText, overview, statement] = await Promise.all(FILES.map((file) => text(dir, file, complaints)));
  const [starter, hidden, solutions] = await Promise.all(
    FOLDERS.map(async (under) => {
      const read = await readFolder(dir, under).catch((cause: unknown) => notThere(cause, under));
      complaints.push(...read.complaints);
      return read.files;
    }),
  );
  const read = manifestText === undefined ? undefined : readManifest(dir, manifestText, complaints);
  const role = read === undefined ? undefined : await readRole(dir, read.value.role, complaints);
  if (complaints.length > 0 || !read || !role || overview === undefined || statement === undefined || !starter || !hidden || !solutions) {
    throw new ExerciseError(dir, complaints);
  }
  return { dir, manifest: read.value, role, overview, statement, starter, hidden, solutions, lineOf: read.lineOf };
}

/** A misspelt name would otherwise be a file that nobody reads. */
async function strangers(dir: string): Promise<Complaint[]> {
  const known = new Set<string>([...FILES, ...FOLDERS, '.DS_Store']);
  const entries = await readdir(dir);
  return entries.filter((name) => !known.has(name)).map((name) => ({ file: name, message: 'nothing reads this' }));
}

async function text(dir: string, file: string, complaints: Complaint[]): Promise<string | undefined> {
  try {
    const read = await readText(join(dir, file));
    if (read.complaint !== undefined) complaints.push({ file, message: read.complaint });
    return read.text;
  } catch (cause) {
    complaints.push(...notThere(cause, file).complaints);
    return undefined;
  }
}

function notThere(cause: unknown, file: string): { files: Record<string, string>; complaints: Complaint[] } {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return { files: {}, complaints: [{ file, message: 'is missing' }] };
  throw cause;
}

function readManifest(dir: string, source: string, complaints: Complaint[]): { value: Manifest; lineOf: LineOf } | undefined {
  const file = 'exercise.yaml';
  const read = readYaml(file, source, ManifestSchema);
  if ('complaints' in read) {
    complaints.push(...read.complaints);
    return undefined;
  }
  const { value: manifest, lineOf } = read;
  const at = (path: PropertyKey[], message: string) => {
    const line = lineOf(path);
    complaints.push(line === undefined ? { file, message } : { file, line, message });
  };
  if (manifest.id !== basename(dir)) at(['id'], `the folder is called “${basename(dir)}”, so that has to be the id`);
  for (const list of ['tests', 'groups', 'rubric'] as const) {
    const seen = new Set<string>();
    for (const [index, { id }] of manifest[list].entries()) {
      if (seen.has(id)) at([list, index, 'id'], `“${id}” is there twice`);
      seen.add(id);
    }
  }
  return read;
}

/** A role beside the exercises of the same folder, else one of those that ship with Twohours. */
async function readRole(dir: string, id: string, complaints: Complaint[]): Promise<Role | undefined> {
  for (const roles of [join(dirname(dir), 'roles'), SHIPPED_ROLES]) {
    const found = await loadRole(join(roles, `${id}.yaml`));
    if (found === undefined) continue;
    if ('role' in found) return found.role;
    complaints.push(...found.complaints);
    return undefined;
  }
  complaints.push({ file: 'exercise.yaml', message: `there is no role “${id}”: roles/${id}.yaml is missing` });
  return undefined;
}
