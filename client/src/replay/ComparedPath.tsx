import type { FileChange } from '../staff/result/code/changes.ts';

/** What a file is called, and was before. */
export function ComparedPath({ change: { path, pathBefore } }: { change: FileChange }) {
  if (pathBefore === undefined) return path;
  return (
    <>
      {pathBefore} <span aria-hidden>→</span>
      <span className="sr-only">to</span> {path}
    </>
  );
}
