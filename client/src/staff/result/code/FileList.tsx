import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { EXACT } from '../../exact-link.ts';
import { ChangeMark } from './ChangeMark.tsx';
import { countChanges, type FileChange } from './changes.ts';

export function FileList({ changes, shown }: { changes: readonly FileChange[]; shown: string | undefined }) {
  const counts = useMemo(() => new Map(changes.map((change) => [change.path, countChanges(change)])), [changes]);
  const row = (change: FileChange) => {
    const count = counts.get(change.path);
    return (
      <li key={change.path}>
        <Link
          from="/attempts/$attempt"
          search={(before) => ({ ...before, tab: 'code' as const, file: change.path })}
          resetScroll={false}
          activeOptions={EXACT}
          {...(change.path === shown ? { 'aria-current': 'true' as const } : {})}
          className="flex min-h-8 items-center gap-2 rounded-sm px-2 hover:bg-hover aria-[current]:bg-accent-soft"
        >
          <span className="figures min-w-0 grow text-code break-words">{change.path}</span>
          {count && change.kind !== 'same' && (
            <span className="figures shrink-0 text-small">
              <span className="text-passed">+{count.added}</span> <span className="text-failed">−{count.removed}</span>
            </span>
          )}
          <ChangeMark kind={change.kind} />
        </Link>
      </li>
    );
  };
  const changed = changes.filter(({ kind }) => kind !== 'same');
  const same = changes.filter(({ kind }) => kind === 'same');
  return (
    <nav aria-label="Files" className="flex flex-col gap-3">
      {changed.length > 0 && <ul>{changed.map(row)}</ul>}
      {same.length > 0 && (
        <section>
          <p className="px-2 pb-1 text-small font-medium text-ink-muted">Unchanged</p>
          <ul>{same.map(row)}</ul>
        </section>
      )}
    </nav>
  );
}
