import { ChevronRight } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { classes } from './classes.ts';

/** Something that most readers do not need: a line that opens. What is in it is not made before. */
export function Disclosure({ summary, children, className }: { summary: ReactNode; children: ReactNode; className?: string }) {
  const [isOpened, setOpened] = useState(false);
  return (
    <details className={classes('group', className)} onToggle={() => setOpened(true)}>
      <summary className="flex list-none items-start gap-1.5 [&::-webkit-details-marker]:hidden">
        <ChevronRight size={16} aria-hidden className="mt-0.5 shrink-0 text-ink-muted transition-transform group-open:rotate-90" />
        {summary}
      </summary>
      {isOpened && children}
    </details>
  );
}
