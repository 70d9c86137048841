import type { TreeFile } from '../attempt/desk.ts';

export type OutputPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'place'; readonly text: string; readonly path: string; readonly line: number; readonly column?: number };

/** `search.go:12`, `./internal/a.go:3:7`, `/work/search_test.go:40`. */
const PLACE = /((?:[\w.-]+\/|\/)*[\w.-]+\.go):(\d+)(?::(\d+))?/g;

/** Text that a program printed, with the places in the candidate's files that it mentions. */
export function outputParts(text: string, files: readonly Pick<TreeFile, 'path'>[]): OutputPart[] {
  const parts: OutputPart[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACE)) {
    const [all, written = '', line, column] = match;
    const path = findFile(written, files);
    if (path === undefined) continue;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push({ kind: 'place', text: all, path, line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) });
    end = match.index + all.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

/** The longest of the candidate's paths that what was written ends with, or the only file of that name. */
function findFile(written: string, files: readonly Pick<TreeFile, 'path'>[]): string | undefined {
  const ends = files.filter((file) => written === file.path || written.endsWith(`/${file.path}`));
  if (ends.length > 0) return ends.toSorted((a, b) => b.path.length - a.path.length)[0]?.path;
  const named = files.filter((file) => file.path.endsWith(`/${written}`));
  return named.length === 1 ? named[0]?.path : undefined;
}
