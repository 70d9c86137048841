import type { ReactNode } from 'react';
import { classes } from './classes.ts';

interface Look {
  word: string;
  tone: string;
  shape: ReactNode;
}

const ring = <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" />;

/* Colour, shape and word: each alone is enough to tell them apart. */
const LOOKS = {
  passed: { word: 'passed', tone: 'text-passed', shape: <circle cx="8" cy="8" r="5" fill="currentColor" /> },
  failed: { word: 'failed', tone: 'text-failed', shape: <path d="M8 2.5 14 13.5H2Z" fill="currentColor" /> },
  raced: { word: 'raced', tone: 'text-raced', shape: <path d="M9.5 1.5 3.5 9H7.5L6.5 14.5 12.5 7H8.5Z" fill="currentColor" /> },
  crashed: {
    word: 'crashed',
    tone: 'text-crashed',
    shape: <path d="m4 4 8 8m0-8-8 8" fill="none" stroke="currentColor" strokeWidth="2.25" strokeLinecap="round" />,
  },
  'timed-out': {
    word: 'timed out',
    tone: 'text-timed-out',
    shape: (
      <>
        {ring}
        <path d="M8 8V2.75A5.25 5.25 0 0 1 13.25 8Z" fill="currentColor" />
      </>
    ),
  },
  'not-reached': { word: 'not reached', tone: 'text-not-reached', shape: ring },
  unfinished: { word: 'not finished', tone: 'text-not-reached', shape: ring },
  skipped: {
    word: 'skipped',
    tone: 'text-not-reached',
    shape: <path d="M3.5 8h9" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
  },
  running: {
    word: 'running',
    tone: 'text-accent',
    shape: (
      <>
        <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="3 2.5" />
        <circle cx="8" cy="8" r="2" fill="currentColor" />
      </>
    ),
  },
  fault: {
    word: 'our fault',
    tone: 'text-fault',
    shape: (
      <>
        <circle cx="8" cy="8" r="3.5" fill="none" stroke="currentColor" strokeWidth="2" />
        <path
          d="M8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M12.6 3.4l-1.4 1.4M4.8 11.2l-1.4 1.4"
          stroke="currentColor"
          strokeWidth="1.75"
        />
      </>
    ),
  },
} as const satisfies Record<string, Look>;

export type MarkKind = keyof typeof LOOKS;

export const markWord = (kind: MarkKind): string => LOOKS[kind].word;
export const markTone = (kind: MarkKind): string => LOOKS[kind].tone;

/** How a test ended: its shape, with its word beside it, or (`bare`) for screen readers and as a tooltip only. */
export function Mark({ kind, word, bare = false, className }: { kind: MarkKind; word?: string; bare?: boolean; className?: string }) {
  const look = LOOKS[kind];
  const text = word ?? look.word;
  return (
    <span
      className={classes('inline-flex items-center gap-1.5 align-top whitespace-nowrap', look.tone, className)}
      {...(bare ? { title: text } : {})}
    >
      <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden className="shrink-0">
        {look.shape}
      </svg>
      <span className={bare ? 'sr-only' : ''}>{text}</span>
    </span>
  );
}
