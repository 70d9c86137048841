import type { GivenReview, ReviewsView } from '@twohours/wire/review';
import type { StaffView } from '@twohours/wire/staff';
import type { GivenComment } from './GivenComments.tsx';

export interface SeenReview extends GivenReview {
  readonly isOwn: boolean;
}

/** The reviews that were given and that this reader may see, their own first. */
export function seenReviews({ own, given }: Pick<ReviewsView, 'own' | 'given'>, me: Pick<StaffView, 'id' | 'name'>): SeenReview[] {
  const others = given.filter(({ reviewer }) => reviewer.id !== me.id).map((review) => ({ ...review, isOwn: false }));
  if (own?.givenAt === undefined) return others;
  return [{ reviewer: { id: me.id, name: me.name }, givenAt: own.givenAt, content: own.content, isOwn: true }, ...others];
}

export function commentsOf(reviews: readonly SeenReview[]): GivenComment[] {
  return reviews.flatMap(({ reviewer, content, isOwn }) => content.comments.map((comment) => ({ ...comment, by: isOwn ? 'You' : reviewer.name })));
}
