import { ChevronRight } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { classes } from './classes.ts';

interface Props {
  summary: ReactNode;
  children: ReactNode;
  className?: string;
  /** What is in it takes a while, and is not made before it is opened. The browser cannot find it until then. */
  isCostly?: boolean;
}

/** Something that most readers do not need: a line that opens. */
export function Disclosure({ summary, children, className, isCostly = false }: Props) {
  const [isOpened, setOpened] = useState(!isCostly);
  return (
    <details className={classes('group', className)}>
      <summary onClick={() => setOpened(true)} className="flex list-none items-start gap-1.5 [&::-webkit-details-marker]:hidden">
        <ChevronRight size={16} aria-hidden className="mt-0.5 shrink-0 text-ink-muted transition-transform group-open:rotate-90" />
        {summary}
      </summary>
      {isOpened && children}
    </details>
  );
}
