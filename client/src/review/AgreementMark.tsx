import { classes } from '../ui/classes.ts';
import type { Agreement } from './compare.ts';

const LOOKS = {
  alike: {
    word: 'alike',
    tone: 'text-ink-muted',
    shape: <path d="M3 6h10M3 10h10" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />,
  },
  close: {
    word: 'close',
    tone: 'text-ink',
    shape: <path d="M3 6.5q2.5-2 5 0t5 0M3 11q2.5-2 5 0t5 0" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />,
  },
  differs: {
    word: 'differs',
    tone: 'text-timed-out font-medium',
    shape: <path d="M3 6h10M3 10h10M11 2.5l-6 11" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />,
  },
} as const satisfies Record<Agreement, unknown>;

/** How far reviewers are apart on a criterion: shape, colour and word. */
export function AgreementMark({ agreement }: { agreement: Agreement }) {
  const { word, tone, shape } = LOOKS[agreement];
  return (
    <span className={classes('inline-flex items-center gap-1.5 whitespace-nowrap', tone)}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden className="shrink-0">
        {shape}
      </svg>
      {word}
    </span>
  );
}
