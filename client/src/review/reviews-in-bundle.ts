import type { ReviewsView } from '@twohours/wire/review';
import type { StaffView } from '@twohours/wire/staff';
import { countText } from '../ui/format.ts';
import { seenReviews } from './seen-reviews.ts';

interface ReviewsInBundle {
  readonly title: string;
  readonly holds: string;
}

/** What a bundle with reviews has more, for this reader; nothing while there is no review that they may see. */
export function reviewsInBundle(
  view: Pick<ReviewsView, 'own' | 'given' | 'reviewers' | 'decisions'>,
  me: Pick<StaffView, 'id' | 'name'>,
): ReviewsInBundle | undefined {
  const reviews = seenReviews(view, me);
  const [first] = reviews;
  if (!first) return undefined;
  const only = first.isOwn ? 'your review' : `the review by ${first.reviewer.name}`;
  const missing = view.reviewers.filter(({ phase }) => phase !== 'given').length;
  const decided = view.decisions.length > 0 ? ', and the decision' : '';
  return {
    title: `With ${reviews.length === 1 ? only : countText(reviews.length, 'review')}`,
    holds: `The same, and levels, notes, comments (private ones too), recommendation and summary${decided}.${missing > 0 ? ` ${missingText(missing)}` : ''}`,
  };
}

function missingText(missing: number): string {
  return missing === 1 ? 'One more has not been given yet.' : `${missing} more have not been given yet.`;
}
