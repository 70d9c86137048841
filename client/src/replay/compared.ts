import type { FileId, Workspace } from '@twohours/wire/workspace';
import { changeOf, type FileChange } from '../staff/result/code/changes.ts';

export interface ComparedFile extends FileChange {
  /** One, or two that had this path one after the other. */
  readonly files: readonly [FileId, ...FileId[]];
}

/**
 * Every file of either moment, in the order of their paths, so that each keeps its place while the moment moves. A file is the
 * same whatever it is called, and one that was made in place of another is that one, modified.
 */
export function changesOf(before: Workspace, after: Workspace): ComparedFile[] {
  const gone = new Map([...before].filter(([file]) => !after.has(file)).map(([file, { path }]) => [path, file]));
  const there = [...after].map(([file, now]): ComparedFile => {
    const was = before.has(file) ? file : gone.get(now.path);
    return {
      files: was === undefined || was === file ? [file] : [was, file],
      ...changeOf(now.path, was === undefined ? undefined : before.get(was), now),
    };
  });
  const told = new Set(there.flatMap(({ files }) => files));
  const deleted = [...gone]
    .filter(([, file]) => !told.has(file))
    .map(([path, file]): ComparedFile => ({ files: [file], ...changeOf(path, before.get(file), undefined) }));
  return [...there, ...deleted].toSorted((a, b) => a.path.localeCompare(b.path));
}

/** The one that was chosen, whichever of both moments it is in; else the one that would be shown if nothing were compared. */
export function changeShown(changes: readonly ComparedFile[], chosen: FileId | undefined, shown: FileId | undefined): ComparedFile | undefined {
  const changeIn = (file: FileId | undefined) => changes.find(({ files }) => file !== undefined && files.includes(file));
  return changeIn(chosen) ?? changeIn(shown) ?? changes[0];
}
