import type { ReactNode } from 'react';
import { classes } from '../ui/classes.ts';

/**
 * What changes with the moment, in a box that is as large whatever it says: the browser lays out that box alone, and not the page
 * around it. It has to be given its place and both sizes: as an item of a row it would be laid out with the others.
 */
export function Still({ className, title, children }: { className: string; title?: string | undefined; children: ReactNode }) {
  return (
    <span title={title} className={classes('contain-strict', className)}>
      {children}
    </span>
  );
}
