import { CircleCheck, CloudOff, LoaderCircle, TriangleAlert } from 'lucide-react';
import { timeText } from '../ui/format.ts';
import type { DraftState } from './review-draft.ts';

/* Told to who listens to the page; the same words again are not repeated. */
const TOLD: Readonly<Record<DraftState['kind'], string>> = {
  saved: 'Your draft is saved.',
  saving: 'Your draft is saved.',
  failing: 'Your draft is not saved. Keep this page open.',
  refused: 'Your draft cannot be saved.',
  stale: 'Your review was changed on another page.',
};

/** Where the newest change is. */
export function DraftStatus({ state }: { state: DraftState }) {
  return (
    <span className="flex min-h-5 items-center gap-1.5 text-small text-ink-muted">
      <Word state={state} />
      <span role="status" className="sr-only">
        {state.kind === 'saved' && state.at === undefined ? '' : TOLD[state.kind]}
      </span>
    </span>
  );
}

function Word({ state }: { state: DraftState }) {
  switch (state.kind) {
    case 'saved':
      return state.at === undefined ? (
        <>Saves itself as you write</>
      ) : (
        <>
          <CircleCheck size={14} aria-hidden className="text-passed" />
          <span className="tabular-nums">Draft saved {timeText(state.at)}</span>
        </>
      );
    case 'saving':
      return (
        <>
          <LoaderCircle size={14} aria-hidden /> Saving …
        </>
      );
    case 'failing':
      return (
        <span className="flex items-center gap-1.5 text-timed-out" title={state.problem.detail}>
          <CloudOff size={14} aria-hidden /> Not saved yet, trying again
        </span>
      );
    case 'refused':
      return (
        <span className="flex items-center gap-1.5 text-failed">
          <TriangleAlert size={14} aria-hidden className="shrink-0" /> Not saved: {state.problem.detail}
        </span>
      );
    case 'stale':
      return <>Changed on another page</>;
  }
}
