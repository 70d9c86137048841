import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';

/** Something that most readers do not need: a line that opens. */
export function Disclosure({ summary, children, className }: { summary: ReactNode; children: ReactNode; className?: string }) {
  return (
    <details className={classes('group', className)}>
      <summary className="flex list-none items-start gap-1.5 [&::-webkit-details-marker]:hidden">
        <ChevronRight size={16} aria-hidden className="mt-0.5 shrink-0 text-ink-muted transition-transform group-open:rotate-90" />
        {summary}
      </summary>
      {children}
    </details>
  );
}
