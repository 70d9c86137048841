import type { ReactNode } from 'react';
import { Button, type ButtonProps } from './Button.tsx';
import { classes } from './classes.ts';
import { Tooltip } from './Tooltip.tsx';

/** A button that shows only an icon; its word is in the tooltip and for screen readers. */
export function IconButton({ label, className, children, ...rest }: Omit<ButtonProps, 'aria-label'> & { label: string; children: ReactNode }) {
  return (
    <Tooltip text={label}>
      <Button look="quiet" {...rest} aria-label={label} className={classes('aspect-square !px-0', className)}>
        {children}
      </Button>
    </Tooltip>
  );
}
