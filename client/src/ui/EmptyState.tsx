import type { ReactNode } from 'react';

/** In the place of a list that has nothing in it: what it is for, and what to do first. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-16 text-center text-balance text-ink-muted">
      <h2 className="text-title text-ink">{title}</h2>
      {children}
      {action && <div className="pt-4">{action}</div>}
    </div>
  );
}
