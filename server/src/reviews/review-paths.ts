import type { OwnReview, ReviewContent, ReviewsView } from '@twohours/wire/review';
import type { Attempt } from '../attempts/attempt.ts';
import type { RecordingStore } from '../recordings/recording-store.ts';
import type { Cover } from './cover.ts';
import type { CoverDeps } from './panels.ts';

export interface ReviewPathsDeps extends CoverDeps {
  readonly recordings: Pick<RecordingStore, 'readAll'>;
}

/**
 * What a reviewer wrote about files whose names they saw covered, with the names that are kept: later readers see more, or the
 * candidate does.
 */
export async function withKeptPaths(deps: ReviewPathsDeps, attempt: Attempt, cover: Cover, content: ReviewContent): Promise<ReviewContent> {
  if (cover.isEmpty || !pathsIn(content).some((path) => path.includes('█'))) return content;
  const { starter } = await deps.sealedPartOf(attempt.id);
  const entries = await deps.recordings.readAll(attempt.id);
  const made = entries.flatMap(({ events }) => events.flatMap((event) => ('path' in event && typeof event.path === 'string' ? [event.path] : [])));
  const kept = new Map([...Object.keys(starter), ...made].map((path) => [cover.text(path), path]));
  return mapPaths(content, (path) => kept.get(path) ?? path);
}

/** As a reader sees it for whom they are covered. */
export function withCoveredPaths(cover: Cover, view: ReviewsView): ReviewsView {
  return {
    ...view,
    ...(view.own && { own: ownCovered(cover, view.own) }),
    given: view.given.map((each) => ({ ...each, content: contentCovered(cover, each.content) })),
  };
}

export function ownCovered(cover: Cover, own: OwnReview): OwnReview {
  return { ...own, content: contentCovered(cover, own.content) };
}

function contentCovered(cover: Cover, content: ReviewContent): ReviewContent {
  return cover.isEmpty ? content : mapPaths(content, (path) => cover.text(path));
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
