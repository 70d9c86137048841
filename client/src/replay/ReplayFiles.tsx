import type { FileId, Workspace } from '@twohours/wire/workspace';

/** The files of a moment. */
export function ReplayFiles({ workspace, shown, onChoose }: { workspace: Workspace; shown: FileId | undefined; onChoose: (file: FileId) => void }) {
  const files = [...workspace].toSorted(([, a], [, b]) => a.path.localeCompare(b.path));
  return (
    <nav aria-label="Files of this moment" className="overflow-y-auto border-b border-line py-2 lg:h-full lg:border-b-0">
      <ul>
        {files.map(([id, { path }]) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === shown ? 'true' : undefined}
              onClick={() => onChoose(id)}
              className="figures flex min-h-8 w-full items-center px-3 text-left text-code break-all hover:bg-hover aria-[current]:bg-accent-soft aria-[current]:text-accent-strong"
            >
              {path}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
