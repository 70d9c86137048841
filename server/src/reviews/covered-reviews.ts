import type { AttemptId } from '@twohours/wire/id';
import type { OwnReview, ReviewContent, ReviewsView, SaveReviewReply } from '@twohours/wire/review';
import type { Attempt } from '../attempts/attempt.ts';
import type { Staff } from '../http/who.ts';
import type { RecordingStore } from '../recordings/recording-store.ts';
import type { Cover } from './cover.ts';
import { coverFor, foundAttempt, type CoverDeps } from './panels.ts';
import { viewReviews, type ReviewViewDeps } from './review-views.ts';
import { saveReview, type ReviewsDeps } from './reviews.ts';

/* Reviews as a reader sees them for whom the candidate may be covered: what they point to is called there as in all other views. */

export interface CoveredReviewsDeps extends ReviewsDeps, ReviewViewDeps, CoverDeps {
  readonly attempts: ReviewsDeps['attempts'];
  readonly invitations: ReviewViewDeps['invitations'];
  readonly recordings: Pick<RecordingStore, 'readAll'>;
}

export async function viewCovered(deps: CoveredReviewsDeps, id: AttemptId, reader: Staff): Promise<ReviewsView> {
  const view = await viewReviews(deps, id, reader);
  const cover = await coverFor(deps, await foundAttempt(deps, id), reader);
  return {
    ...view,
    ...(view.own && { own: ownCovered(cover, view.own) }),
    given: view.given.map((each) => ({ ...each, content: contentCovered(cover, each.content) })),
  };
}

export async function saveCovered(
  deps: CoveredReviewsDeps,
  id: AttemptId,
  by: Staff,
  asked: { expectedRevision: number; content: ReviewContent },
): Promise<SaveReviewReply> {
  const attempt = await foundAttempt(deps, id);
  const cover = await coverFor(deps, attempt, by);
  const content = await withKeptPaths(deps, attempt, cover, asked.content);
  const reply = await saveReview(deps, id, by, { ...asked, content });
  return reply.kind === 'stale' ? { ...reply, theirs: ownCovered(cover, reply.theirs) } : reply;
}

/**
 * What a reviewer wrote about files whose names they saw covered, with the names that are kept: later readers see more, or the
 * candidate does.
 */
async function withKeptPaths(deps: CoveredReviewsDeps, attempt: Attempt, cover: Cover, content: ReviewContent): Promise<ReviewContent> {
  if (cover.isEmpty || !pathsIn(content).some((path) => path.includes('█'))) return content;
  const { starter } = await deps.sealedPartOf(attempt.id);
  const entries = await deps.recordings.readAll(attempt.id);
  const made = entries.flatMap(({ events }) => events.flatMap((event) => ('path' in event && typeof event.path === 'string' ? [event.path] : [])));
  const kept = new Map([...Object.keys(starter), ...made].map((path) => [cover.path(path), path]));
  return mapPaths(content, (path) => kept.get(path) ?? path);
}

function ownCovered(cover: Cover, own: OwnReview): OwnReview {
  return { ...own, content: contentCovered(cover, own.content) };
}

function contentCovered(cover: Cover, content: ReviewContent): ReviewContent {
  return cover.isEmpty ? content : mapPaths(content, (path) => cover.path(path));
}

function mapPaths(content: ReviewContent, change: (path: string) => string): ReviewContent {
  const changed = <P extends { readonly kind: string }>(place: P): P =>
    'path' in place && typeof place.path === 'string' ? { ...place, path: change(place.path) } : place;
  return {
    ...content,
    marks: content.marks.map((mark) => ({ ...mark, evidence: mark.evidence.map(changed) })),
    comments: content.comments.map((comment) => ({ ...comment, on: changed(comment.on) })),
  };
}

function pathsIn({ marks, comments }: ReviewContent): string[] {
  const places = [...marks.flatMap(({ evidence }) => evidence), ...comments.map(({ on }) => on)];
  return places.flatMap((place) => (place.kind === 'lines' ? [place.path] : []));
}
