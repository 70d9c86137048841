import type { AttemptId } from '@twohours/wire/id';
import type { ReviewContent, ReviewsView } from '@twohours/wire/review';
import type { Person } from './person.ts';

/** All that a review needs: the second lowest level everywhere, and whatever else is asked for. */
export function whole({ rubric }: ReviewsView, more: Partial<ReviewContent> = {}): ReviewContent {
  const marks = rubric.map(({ id }) => ({ criterion: id, level: 2, evidence: [], note: '' }));
  return { marks, comments: [], recommendation: 'yes', summary: 'Good.', ...more };
}

/** A draft that could be given; answers with what giving it expects. */
export async function draftWhole(by: Person, attempt: AttemptId, more: Partial<ReviewContent> = {}): Promise<number> {
  const view = await by.call('readReviews', { params: { attempt } });
  const body = { expectedRevision: view.own?.revision ?? 0, content: whole(view, more) };
  const saved = await by.call('saveReview', { params: { attempt }, body });
  if (saved.kind !== 'saved') throw new Error('it was stale');
  return saved.revision;
}

export async function giveWhole(by: Person, attempt: AttemptId, more: Partial<ReviewContent> = {}): Promise<ReviewsView> {
  const expectedRevision = await draftWhole(by, attempt, more);
  return by.call('giveReview', { params: { attempt }, body: { expectedRevision } });
}

type Reviewers = ReviewsView['reviewers'][number]['id'][];

/** In place of those whom the page shows, as it is read now or was read before. */
export async function assign(
  admin: Person,
  attempt: AttemptId,
  reviewers: Reviewers,
  more: { instead?: Reviewers; reason?: string } = {},
): Promise<ReviewsView> {
  const seen = async () => (await admin.call('readReviews', { params: { attempt } })).reviewers.map(({ id }) => id);
  const { instead = await seen(), reason = 'for a test' } = more;
  return admin.call('assignReviewers', { params: { attempt }, body: { reviewers, instead, reason } });
}
