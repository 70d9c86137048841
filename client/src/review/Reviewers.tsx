import type { AttemptId } from '@twohours/wire/id';
import type { ReviewPhase, ReviewsView } from '@twohours/wire/review';
import { useState, type ReactNode } from 'react';
import { clock } from '../api/clock.ts';
import { may } from '../staff/may.ts';
import { useMe } from '../staff/use-me.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { Instant } from '../ui/Instant.tsx';
import { AssignDialog } from './AssignDialog.tsx';
import { dueOf } from './days.ts';
import { PHASE_WORDS, progressText } from './words.ts';

const ring = <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" />;
const LOOKS: Readonly<Record<ReviewPhase, { tone: string; shape: ReactNode }>> = {
  waiting: { tone: 'text-ink-muted', shape: ring },
  draft: {
    tone: 'text-ink',
    shape: (
      <>
        {ring}
        <path d="M8 2.75a5.25 5.25 0 0 1 0 10.5Z" fill="currentColor" />
      </>
    ),
  },
  given: {
    tone: 'text-passed',
    shape: <path d="m3.5 8.5 3 3 6-7" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />,
  },
};

export function PhaseMark({ phase }: { phase: ReviewPhase }) {
  const { tone, shape } = LOOKS[phase];
  return (
    <span className={classes('inline-flex items-center gap-1.5 whitespace-nowrap', tone)}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden className="shrink-0">
        {shape}
      </svg>
      {PHASE_WORDS[phase]}
    </span>
  );
}

/** Who reviews, how far they are, and until when. */
export function Reviewers({ attempt, view, isDone }: { attempt: AttemptId; view: ReviewsView; isDone: boolean }) {
  const me = useMe();
  const [isAssigning, setAssigning] = useState(false);
  const due = view.dueAt === undefined ? undefined : dueOf(view.dueAt, clock.now());
  const isOpen = view.reviewers.some(({ phase }) => phase !== 'given');
  return (
    <section aria-label="Reviewers" className="flex flex-col gap-3">
      <h2 className="text-title">Reviewers</h2>
      <p className="text-ink-muted">{progressText(view)}</p>
      {view.reviewers.length > 0 && (
        <ul className="flex flex-col gap-1.5">
          {view.reviewers.map(({ id, name, phase }) => (
            <li key={id} className="flex items-baseline justify-between gap-3">
              <span className="min-w-0 break-words">
                {name}
                {id === me.id && <span className="text-ink-muted"> (you)</span>}
              </span>
              <PhaseMark phase={phase} />
            </li>
          ))}
        </ul>
      )}
      {isOpen && due && view.dueAt !== undefined && !isDone && (
        <p className="text-ink-muted">
          <span className={due.isPressing ? 'font-medium text-timed-out' : ''}>{due.text}</span>, <Instant at={view.dueAt} />
        </p>
      )}
      {view.isBlind && <p className="text-ink-muted">Blind: name and e-mail are covered for reviewers until it has been decided.</p>}
      {may(me, 'assignReviewers') && (
        <div>
          <Button size="small" onClick={() => setAssigning(true)}>
            Change reviewers …
          </Button>
        </div>
      )}
      {isAssigning && <AssignDialog attempt={attempt} reviewers={view.reviewers} onClose={() => setAssigning(false)} />}
    </section>
  );
}
