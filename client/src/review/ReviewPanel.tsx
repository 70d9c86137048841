import type { AttemptResult } from '@twohours/wire/staff';
import { problemOf } from '../api/problem-error.ts';
import { useMe } from '../staff/use-me.ts';
import { Button } from '../ui/Button.tsx';
import { Loading } from '../ui/Loading.tsx';
import { ProblemMessage } from '../ui/ProblemMessage.tsx';
import { hiddenTestsOf, type Beside } from './beside.ts';
import { GivenComments } from './GivenComments.tsx';
import { NextInQueue } from './NextInQueue.tsx';
import { Notes } from './Notes.tsx';
import { ReviewForm } from './ReviewForm.tsx';
import { commentsOf, seenReviews } from './seen-reviews.ts';
import { useDraft, type Review } from './use-review.ts';
import type { ReviewDraft } from './review-draft.ts';
import { progressText } from './words.ts';

interface Props {
  review: Review;
  result: AttemptResult;
  beside: Beside;
}

/** The review beside what it is about: while it is written the form, afterwards what everyone wrote. */
export function ReviewPanel({ review, result, beside }: Props) {
  const { view, draft } = review;
  if (!view) {
    if (!review.error) return <Loading what="the reviews" />;
    return (
      <div className="p-3">
        <ProblemMessage problem={problemOf(review.error)}>
          <Button className="mt-2" onClick={review.readAgain}>
            Try again
          </Button>
        </ProblemMessage>
      </div>
    );
  }
  return (
    <section aria-label="Review" className="flex min-h-full flex-col bg-surface">
      <Notes result={result} />
      {draft ? <OwnReview draft={draft} review={review} result={result} beside={beside} /> : <Seen review={review} result={result} beside={beside} />}
    </section>
  );
}

function OwnReview({ draft, ...props }: Props & { draft: ReviewDraft }) {
  const { phase } = useDraft(draft);
  if (phase === 'given' || !props.review.view) return <Seen {...props} />;
  return <ReviewForm draft={draft} view={props.review.view} beside={props.beside} tests={hiddenTestsOf(props.result)} isNarrow />;
}

function Seen({ review: { view }, result, beside }: Props) {
  const me = useMe();
  if (!view) return null;
  const seen = seenReviews(view, me);
  return (
    <>
      <div className="flex flex-col gap-2 border-b border-line px-3 py-2.5">
        <p className="text-ink-muted">
          {view.own?.phase === 'given' && 'You have given your review. '}
          {progressText(view)}
        </p>
        {view.own?.phase === 'given' && <NextInQueue after={result.attempt.id} />}
      </div>
      {seen.length > 0 && <GivenComments comments={commentsOf(seen)} onGo={beside.go} />}
    </>
  );
}
