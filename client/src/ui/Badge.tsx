import type { ReactNode } from 'react';
import { classes } from './classes.ts';

const TONES = {
  neutral: 'border-line text-ink-muted',
  accent: 'border-transparent bg-accent-soft text-accent-strong',
  passed: 'border-line text-passed',
  failed: 'border-line text-failed',
  raced: 'border-line text-raced',
  late: 'border-line text-timed-out',
  fault: 'border-line text-fault',
} as const;

/** A word about a thing, such as a state or a kind. */
export function Badge({ tone = 'neutral', children, className }: { tone?: keyof typeof TONES; children: ReactNode; className?: string }) {
  return (
    <span
      className={classes(
        'inline-flex h-5 items-center gap-1 rounded-sm border px-1.5 text-small font-medium whitespace-nowrap',
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
