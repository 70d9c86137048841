import { Separator } from 'react-resizable-panels';
import { classes } from '../ui/classes.ts';

/** Between two panes: drag it, or focus it and press arrow keys. */
export function Divider({ label, orientation }: { label: string; orientation: 'upright' | 'level' }) {
  return (
    <Separator
      aria-label={label}
      className={classes(
        'bg-line outline-none hover:bg-accent focus-visible:bg-accent data-[separator=active]:bg-accent',
        orientation === 'upright' ? 'w-px focus-visible:w-1' : 'h-px focus-visible:h-1',
      )}
    />
  );
}
