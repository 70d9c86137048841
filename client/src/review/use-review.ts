import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { AttemptId, StaffId } from '@twohours/wire/id';
import type { OwnReview, ReviewsView } from '@twohours/wire/review';
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { call } from '../api/call.ts';
import { clock } from '../api/clock.ts';
import { reviewsQuery } from '../api/queries.ts';
import { useMe } from '../staff/use-me.ts';
import { ReviewDraft, type DraftSnapshot } from './review-draft.ts';

/** The reviews of one attempt as its page has them, whichever of its tabs is open. */
export interface Review {
  readonly view: ReviewsView | undefined;
  /** The reader's own, if they were asked for one and the attempt is closed. */
  readonly draft: ReviewDraft | undefined;
  readonly error: Error | null;
  readonly readAgain: () => void;
}

const drafts = new Map<string, ReviewDraft>();

/** It outlives what React mounts and unmounts; once another attempt is looked at, until everything in it is saved. */
function draftOf(queries: QueryClient, reader: StaffId, attempt: AttemptId, own: OwnReview): ReviewDraft {
  const of = `${reader} ${attempt}`;
  const known = drafts.get(of);
  if (known) return known;
  for (const [other, each] of drafts) if (!each.isUnsaved) drafts.delete(other);
  const params = { attempt };
  const draft = new ReviewDraft(
    {
      save: (expectedRevision, content) => call('saveReview', { params, body: { expectedRevision, content } }),
      give: async (expectedRevision) => {
        const view = await call('giveReview', { params, body: { expectedRevision } });
        queries.setQueryData(reviewsQuery(attempt).queryKey, view);
        return view;
      },
    },
    clock,
    own,
  );
  drafts.set(of, draft);
  return draft;
}

export function useReview(attempt: AttemptId): Review {
  const me = useMe();
  const queries = useQueryClient();
  const { data: view, error, refetch } = useQuery(reviewsQuery(attempt));
  const own = view?.own;
  const draft = own && draftOf(queries, me.id, attempt, own);

  // Outside React: what the server says that it has.
  useEffect(() => {
    if (draft && own) draft.hear(own);
  }, [draft, own]);

  // Outside React: the page is left, or put aside.
  useEffect(() => {
    if (!draft) return;
    const aside = () => void (document.visibilityState === 'hidden' && draft.flush());
    const leave = (event: BeforeUnloadEvent) => {
      if ([...drafts.values()].some((each) => each.isUnsaved)) event.preventDefault();
    };
    document.addEventListener('visibilitychange', aside);
    window.addEventListener('beforeunload', leave);
    return () => {
      document.removeEventListener('visibilitychange', aside);
      window.removeEventListener('beforeunload', leave);
      void draft.flush();
    };
  }, [draft]);

  const readAgain = useCallback(() => void refetch(), [refetch]);
  return useMemo(() => ({ view, draft, error, readAgain }), [view, draft, error, readAgain]);
}

export function useDraft(draft: ReviewDraft): DraftSnapshot {
  return useSyncExternalStore(draft.subscribe, draft.now);
}
