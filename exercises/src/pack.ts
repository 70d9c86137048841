import type { ExerciseHashes, HiddenPart, OpenPart, SealedPart } from '@twohours/wire/exercise';
import type { Files } from '@twohours/wire/workspace';
import type { Exercise } from './exercise.ts';
import { hashesOf } from './hash.ts';
import { packFiles } from './tar.ts';

/*
  A published exercise is three tars, one for each audience. Each holds what is text as files, so that an operator can
  look into it with tar, and the rest as `part.json`.
*/

export interface Parts {
  readonly open: OpenPart;
  readonly sealed: SealedPart;
  readonly hidden: HiddenPart;
}

export interface Package {
  readonly hashes: ExerciseHashes;
  readonly open: Buffer;
  readonly sealed: Buffer;
  readonly hidden: Buffer;
}

/** Who may read what: the one place that divides an exercise among its audiences. */
export function partsOf(exercise: Exercise): Parts {
  const { manifest, role, overview, statement, starter, hidden, solutions } = exercise;
  const { id, version, title, minutes, kind, module, go, imports, editable, readOnly, run, limits, groups, tests, ownTests, rubric } = manifest;
  return {
    open: { id, version, title, minutes, go, role, overview },
    sealed: { id, kind, module, package: manifest.package, go, imports, editable, readOnly, run, limits, statement, starter },
    hidden: { id, groups, tests, ...(ownTests && { ownTests }), rubric, files: hidden, solutions },
  };
}

export async function packOpen({ overview, ...rest }: OpenPart): Promise<Buffer> {
  return packFiles({ 'part.json': canonicalJson(rest), 'overview.md': overview });
}

export async function packSealed({ statement, starter, ...rest }: SealedPart): Promise<Buffer> {
  return packFiles({ 'part.json': canonicalJson(rest), 'statement.md': statement, ...below('starter/', starter) });
}

export async function packHidden({ files, solutions, ...rest }: HiddenPart): Promise<Buffer> {
  return packFiles({ 'part.json': canonicalJson(rest), ...below('hidden/', files), ...below('solutions/', solutions) });
}

/** Same exercise, same bytes, on every machine. */
export async function packExercise(exercise: Exercise): Promise<Package> {
  const parts = partsOf(exercise);
  const [open, sealed, hidden] = await Promise.all([packOpen(parts.open), packSealed(parts.sealed), packHidden(parts.hidden)]);
  return { hashes: hashesOf({ open, sealed, hidden }), open, sealed, hidden };
}

function below(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [folder + path, text]));
}

/** Objects with their keys in order, so that the order in which they were written does not change a hash. */
function canonicalJson(value: unknown): string {
  return `${JSON.stringify(value, (_key, inner: unknown) => (isPlainObject(inner) ? sorted(inner) : inner), 1)}\n`;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(object)
      .toSorted()
      .map((key) => [key, object[key]]),
  );
}
