import type { Comment } from '@twohours/wire/review';
import { useDeferredValue, useMemo, useSyncExternalStore } from 'react';
import { useMe } from '../staff/use-me.ts';
import { commentsOf, seenReviews } from './seen-reviews.ts';
import type { Review } from './use-review.ts';

type Shown = Pick<Comment, 'on' | 'text'> & { readonly by?: string };

const silent = () => () => undefined;
const nothing = () => undefined;

/** Comments for the replay to show: those of one's own draft as they are written, afterwards everyone's. */
export function useComments({ view, draft }: Review): readonly Shown[] {
  const me = useMe();
  const written = useSyncExternalStore(
    draft?.subscribe ?? silent,
    draft ? () => (draft.now().phase === 'given' ? undefined : draft.now().content.comments) : nothing,
  );
  const seen = useMemo(() => (view ? commentsOf(seenReviews(view, me)) : []), [view, me]);
  // Typing comes first: lanes and lists may follow a moment later.
  return useDeferredValue(written ?? seen);
}
