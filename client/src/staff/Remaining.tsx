import { MINUTE_MS } from '@twohours/wire/time';
import { classes } from '../ui/classes.ts';
import { countdownText } from '../ui/format.ts';
import { useTick } from '../ui/use-tick.ts';

/** A length that runs down, counted from the moment at which it was heard. */
export function Remaining({ remainingMs, heardAt }: { remainingMs: number; heardAt: number }) {
  const left = Math.max(0, remainingMs - (useTick(1_000) - heardAt));
  return <span className={classes('figures', left <= 5 * MINUTE_MS && 'text-timed-out')}>{countdownText(left)}</span>;
}

/** A length that grows, counted from the moment at which it was heard. */
export function Elapsed({ elapsedMs, heardAt }: { elapsedMs: number; heardAt: number }) {
  return <span className="figures">{countdownText(elapsedMs + Math.max(0, useTick(1_000) - heardAt))}</span>;
}
