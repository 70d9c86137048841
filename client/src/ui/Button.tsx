import { Slot } from 'radix-ui';
import type { ButtonHTMLAttributes, Ref } from 'react';
import { classes } from './classes.ts';

const LOOKS = {
  /** What is to be done next: one on a page. */
  primary: 'border-accent bg-accent text-on-accent hover:border-accent-strong hover:bg-accent-strong',
  plain: 'border-line bg-surface text-ink hover:bg-hover',
  /** Inside rows and bars. */
  quiet: 'border-transparent text-ink-muted hover:bg-hover hover:text-ink',
  /** Cannot be undone. */
  grave: 'border-line bg-surface text-failed hover:bg-hover',
} as const;

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: keyof typeof LOOKS;
  size?: 'small' | 'medium' | 'large';
  /** The child (a link) takes the button's looks. */
  asChild?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

const SIZES = { small: 'h-7 px-2 gap-1', medium: 'h-8 px-3 gap-1.5', large: 'h-10 px-4 gap-2 text-title' } as const;

export function Button({ look = 'plain', size = 'medium', asChild = false, className, type = 'button', ...rest }: ButtonProps) {
  const Element = asChild ? Slot.Root : 'button';
  return (
    <Element
      {...(asChild ? {} : { type })}
      className={classes(
        'inline-flex shrink-0 items-center justify-center whitespace-nowrap rounded-md border font-medium transition-colors select-none',
        'disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
        SIZES[size],
        LOOKS[look],
        className,
      )}
      {...rest}
    />
  );
}
