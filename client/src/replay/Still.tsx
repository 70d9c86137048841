import type { ReactNode } from 'react';
import { classes } from '../ui/classes.ts';

/**
 * What changes with the moment, in a box that is as large whatever it says: the browser lays out that box alone, and not the page
 * around it. It has to be given both sizes, and a place of its own where it would else be an item of a row.
 */
export function Still({ className, title, children }: { className: string; title?: string | undefined; children: ReactNode }) {
  return (
    <span title={title} className={classes('contain-strict', className)}>
      {children}
    </span>
  );
}
