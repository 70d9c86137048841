import type { ReactNode } from 'react';
import { classes } from '../ui/classes.ts';
import { LINE_PX } from './in-sight.ts';
import { linesAmong, type LineRange } from './lines.ts';

interface Props {
  className: string;
  lines: LineRange | undefined;
  painted: LineRange;
  /** What stands in it, for those that are painted. */
  children?: (lines: LineRange) => ReactNode;
}

/** Lines as one box, as far as they are painted. */
export function LineMark({ className, lines, painted, children }: Props) {
  const here = lines && linesAmong(lines, painted);
  if (!here) return null;
  return (
    <div
      className={classes('absolute inset-x-0', className)}
      style={{ top: (here.from - painted.from) * LINE_PX, height: (here.to + 1 - here.from) * LINE_PX }}
    >
      {children?.(here)}
    </div>
  );
}
