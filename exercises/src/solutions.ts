import { applyPatch, parsePatch } from 'diff';
import { isEditable } from '@twohours/wire/workspace';
import type { Files } from '@twohours/wire/workspace';

/** One of an exercise's own solutions: the workspace as a candidate would have handed it in. */
export interface Solution {
  /** Below solutions/: `reference`, `accepted/<name>` or `rejected/<name>`. */
  readonly name: string;
  readonly kind: 'reference' | 'accepted' | 'rejected';
  readonly files: Files;
  /** Of a rejected one: the tests that must fail. */
  readonly catches: readonly string[];
}

/** What solutions are made of; both a folder and a published package have it. */
export interface SolutionSources {
  readonly starter: Files;
  readonly solutions: Files;
  readonly editable: readonly string[];
  readonly readOnly: readonly string[];
}

/** A mistake.patch that is no patch of the reference as it now is. */
export class PatchDoesNotApply extends Error {
  readonly solution: string;

  constructor(solution: string, message: string) {
    super(`solutions/${solution}/mistake.patch ${message}`);
    this.solution = solution;
  }
}

/** All solutions by name, the reference first. Throws PatchDoesNotApply. */
export function solutionsOf(sources: SolutionSources): Solution[] {
  const reference = { name: 'reference', kind: 'reference' as const, files: handedIn(sources, below(sources.solutions, 'reference/')), catches: [] };
  const names = Object.keys(sources.solutions).map((path) => path.split('/').slice(0, 2).join('/'));
  const others = [...new Set(names)].filter((name) => !name.startsWith('reference/')).toSorted();
  return [reference, ...others.map((name) => otherSolution(sources, name, reference.files))];
}

function otherSolution(sources: SolutionSources, name: string, reference: Files): Solution {
  const own = below(sources.solutions, `${name}/`);
  if (name.startsWith('accepted/')) return { name, kind: 'accepted', files: handedIn(sources, own), catches: [] };
  const files = patched(name, reference, own['mistake.patch'] ?? '');
  return { name, kind: 'rejected', files, catches: catchesOf(own['why.md'] ?? '') };
}

/** The tests named in the first line of a why.md. */
export function catchesOf(why: string): string[] {
  const list = /^catches: (.+)$/.exec(why.split('\n')[0] ?? '')?.[1] ?? '';
  return list.split(',').flatMap((id) => (id.trim() === '' ? [] : [id.trim()]));
}

/** What a why.md says below its first line. */
export function whyOf(why: string): string {
  return why.split('\n').slice(1).join('\n').trim();
}

/** Names of the mistakes, such as `rejected/busy-wait`, in their order. */
export function mistakesOf(solutions: Files): string[] {
  return Object.keys(solutions)
    .flatMap((path) => (path.endsWith('/mistake.patch') ? [path.slice(0, -'/mistake.patch'.length)] : []))
    .toSorted();
}

/** A solution has the files that a candidate could have written; of the starter stays what a candidate may not change, or did not. */
function handedIn({ starter, editable, readOnly }: SolutionSources, own: Files): Files {
  const isOwn = (path: string) => path !== 'why.md' && isEditable({ editable, readOnly }, path);
  return { ...starter, ...Object.fromEntries(Object.entries(own).filter(([path]) => isOwn(path))) };
}

function patched(name: string, reference: Files, patch: string): Files {
  const files: Record<string, string> = { ...reference };
  const changes = parsePatch(patch).filter(({ hunks }) => hunks.length > 0);
  if (changes.length === 0) throw new PatchDoesNotApply(name, 'changes nothing');
  for (const change of changes) {
    const path = (change.newFileName ?? '').replace(/^b\//, '');
    const before = files[path];
    if (before === undefined) throw new PatchDoesNotApply(name, `is about ${path}, which the reference does not have`);
    // As strict as can be: a mistake that slid to another place is another mistake.
    const after = applyPatch(before, change, { fuzzFactor: 0, autoConvertLineEndings: false });
    if (after === false) throw new PatchDoesNotApply(name, `no longer applies to the reference's ${path}`);
    files[path] = after;
  }
  return files;
}

function below(files: Files, folder: string): Files {
  return Object.fromEntries(Object.entries(files).flatMap(([path, text]) => (path.startsWith(folder) ? [[path.slice(folder.length), text]] : [])));
}
