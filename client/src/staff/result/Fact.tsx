import type { ReactNode } from 'react';

/** Of an attempt, in the list of its header. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-small text-ink-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
