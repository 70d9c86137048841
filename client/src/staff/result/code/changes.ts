import type { Files, WorkspaceFile } from '@twohours/wire/workspace';
import { diffLines, diffWordsWithSpace } from 'diff';

export type ChangeKind = 'added' | 'modified' | 'renamed' | 'deleted' | 'same';

export interface FileChange {
  path: string;
  kind: ChangeKind;
  before: string;
  after: string;
  /** Of a renamed one, whose texts may differ as well. */
  pathBefore?: string;
}

/** Every file of either side, by path: those that changed first. */
export function changesBetween(before: Files, after: Files): FileChange[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted((a, b) => a.localeCompare(b));
  const fileIn = (files: Files, path: string) => {
    const text = files[path];
    return text === undefined ? undefined : { path, text };
  };
  const changes = paths.map((path) => changeOf(path, fileIn(before, path), fileIn(after, path)));
  return [...changes.filter(({ kind }) => kind !== 'same'), ...changes.filter(({ kind }) => kind === 'same')];
}

/** What became of a file, which is told under this path. */
export function changeOf(path: string, old: WorkspaceFile | undefined, now: WorkspaceFile | undefined): FileChange {
  const texts = { path, before: old?.text ?? '', after: now?.text ?? '' };
  if (!old) return { ...texts, kind: 'added' };
  if (!now) return { ...texts, kind: 'deleted' };
  if (old.path !== now.path) return { ...texts, kind: 'renamed', pathBefore: old.path };
  return { ...texts, kind: old.text === now.text ? 'same' : 'modified' };
}

/** Offsets within one line. */
export interface Span {
  from: number;
  to: number;
}

export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
  /** Line numbers, from 1; a line has one on each side that it is on. */
  before?: number;
  after?: number;
  /** What differs from the line that it replaced. */
  changed: readonly Span[];
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
/** Comparing takes quadratic time at worst; past this, the files are shown one after the other. */
const MOST_MS = 2_000;

/** The two texts as one list of lines. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const parts = diffLines(before, after, { timeout: MOST_MS, ignoreNewlineAtEof: true }) ?? [
    { value: before, added: false, removed: true },
    { value: after, added: true, removed: false },
  ];
  let [oldLine, newLine] = [1, 1];
  const lines: DiffLine[] = [];
  for (const part of parts) {
    for (const text of linesOf(part.value)) {
      if (part.removed) lines.push({ kind: 'removed', text, before: oldLine++, changed: [] });
      else if (part.added) lines.push({ kind: 'added', text, after: newLine++, changed: [] });
      else lines.push({ kind: 'same', text, before: oldLine++, after: newLine++, changed: [] });
    }
  }
  return withChangedWords(lines);
}

/** Where as many lines come as go, they are taken for the same lines, changed. */
function withChangedWords(lines: readonly DiffLine[]): DiffLine[] {
  const marked = [...lines];
  for (let at = 0; at < lines.length;) {
    const removed = runOf(lines, at, 'removed');
    const added = runOf(lines, at + removed, 'added');
    if (removed > 0 && removed === added) {
      for (let each = at; each < at + removed; each++) {
        const [old, now] = [lines[each], lines[each + removed]];
        if (!old || !now) continue;
        const spans = changedWords(old.text, now.text);
        marked[each] = { ...old, changed: spans.before };
        marked[each + removed] = { ...now, changed: spans.after };
      }
    }
    at += Math.max(1, removed + added);
  }
  return marked;
}

function runOf(lines: readonly DiffLine[], from: number, kind: DiffLine['kind']): number {
  let length = 0;
  while (lines[from + length]?.kind === kind) length++;
  return length;
}

/** Nothing is marked where little is left in common: then the whole line is the change. */
function changedWords(old: string, now: string): { before: Span[]; after: Span[] } {
  const spans = { before: [] as Span[], after: [] as Span[] };
  let [oldAt, newAt, kept] = [0, 0, 0];
  for (const part of diffWordsWithSpace(old, now)) {
    const length = part.value.length;
    if (part.removed) spans.before.push({ from: oldAt, to: oldAt + length });
    else if (part.added) spans.after.push({ from: newAt, to: newAt + length });
    else kept += part.value.trim().length;
    if (!part.added) oldAt += length;
    if (!part.removed) newAt += length;
  }
  const isRelated = kept * 2 >= Math.min(old.trim().length, now.trim().length);
  return isRelated ? spans : { before: [], after: [] };
}

/** What is shown: lines, or a stretch of unchanged ones that can be opened. */
export type Stretch = { kind: 'lines'; lines: readonly DiffLine[] } | { kind: 'fold'; lines: readonly DiffLine[] };

const CONTEXT = 3;

/** Leaves three unchanged lines around each change and folds the others, where that hides more than it costs. */
export function folded(lines: readonly DiffLine[]): Stretch[] {
  const near = new Set<number>();
  lines.forEach(({ kind }, at) => {
    if (kind !== 'same') for (let each = at - CONTEXT; each <= at + CONTEXT; each++) near.add(each);
  });
  const stretches: { isNear: boolean; lines: DiffLine[] }[] = [];
  lines.forEach((line, at) => {
    const isNear = near.has(at);
    const last = stretches.at(-1);
    if (last?.isNear === isNear) last.lines.push(line);
    else stretches.push({ isNear, lines: [line] });
  });
  return stretches.map(({ isNear, lines: own }) => ({ kind: isNear || own.length <= CONTEXT ? 'lines' : 'fold', lines: own }));
}

/** What to look at first: where the most was written. */
export function mostChanged(changes: readonly FileChange[]): FileChange | undefined {
  const written = new Map(changes.map((change) => [change, countChanges(change).added]));
  return changes.toSorted((a, b) => (written.get(b) ?? 0) - (written.get(a) ?? 0))[0];
}

export function countChanges(change: FileChange): { added: number; removed: number } {
  if (change.kind === 'same') return { added: 0, removed: 0 };
  const lines = lineDiff(change.before, change.after);
  return { added: lines.filter(({ kind }) => kind === 'added').length, removed: lines.filter(({ kind }) => kind === 'removed').length };
}
