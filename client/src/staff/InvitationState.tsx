import type { InvitationState as State } from '@twohours/wire/invitation';
import type { ReactNode } from 'react';
import { classes } from '../ui/classes.ts';
import { Elapsed, Remaining } from './Remaining.tsx';

const ring = <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" />;
const struck = (
  <>
    {ring}
    <path d="m4.5 11.5 7-7" stroke="currentColor" strokeWidth="1.5" />
  </>
);
const SHAPES: Readonly<Record<State['kind'], { shape: ReactNode; tone: string }>> = {
  open: { tone: 'text-ink-muted', shape: <g strokeDasharray="2 2.2">{ring}</g> },
  redeemed: { tone: 'text-ink', shape: ring },
  active: {
    tone: 'text-accent',
    shape: (
      <>
        {ring}
        <path d="M8 5v3l2 1.25" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
      </>
    ),
  },
  closed: {
    tone: 'text-ink',
    shape: <path d="m3.5 8.5 3 3 6-7" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />,
  },
  expired: {
    tone: 'text-ink-muted',
    shape: <path d="M4 2.5h8L8 8Zm4 5.5 4 5.5H4Z" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />,
  },
  withdrawn: { tone: 'text-ink-muted', shape: struck },
};

export function stateWord(state: State): string {
  switch (state.kind) {
    case 'open':
      return 'Not opened';
    case 'redeemed':
      return 'Opened, not started';
    case 'active':
      return 'Active';
    case 'closed':
      return { candidate: 'Submitted', deadline: 'Time was up', staff: 'Voided' }[state.by];
    case 'expired':
      return 'Expired';
    case 'withdrawn':
      return 'Withdrawn';
  }
}

/** Where an invitation stands: shape and word, and the clock of one that is active. */
export function InvitationState({ state, heardAt }: { state: State; heardAt: number }) {
  const { shape, tone } = SHAPES[state.kind === 'closed' && state.by === 'staff' ? 'withdrawn' : state.kind];
  return (
    <span className={classes('flex items-center gap-2 whitespace-nowrap', tone)}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden className="shrink-0">
        {shape}
      </svg>
      {state.kind === 'active' ? (
        <span>
          {state.remainingMs === undefined ? (
            <>
              <Elapsed elapsedMs={state.elapsedMs} heardAt={heardAt} /> in
            </>
          ) : (
            <>
              <Remaining remainingMs={state.remainingMs} heardAt={heardAt} /> left
            </>
          )}
          <span className="text-ink-muted max-sm:hidden">{state.connected ? ' · connected' : ' · not connected'}</span>
        </span>
      ) : (
        stateWord(state)
      )}
    </span>
  );
}
