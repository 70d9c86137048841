import type { AttemptResult } from '@twohours/wire/staff';
import type { ReviewsView } from '@twohours/wire/review';
import { problemOf } from '../api/problem-error.ts';
import { calledBy } from '../staff/candidate.ts';
import { useMe } from '../staff/use-me.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Loading } from '../ui/Loading.tsx';
import { ProblemMessage } from '../ui/ProblemMessage.tsx';
import { hiddenTestsOf, nameIn } from './beside.ts';
import { Decisions } from './Decisions.tsx';
import { GivenComments } from './GivenComments.tsx';
import { NextInQueue } from './NextInQueue.tsx';
import { Notes } from './Notes.tsx';
import { Points } from './Points.tsx';
import type { ReviewDraft } from './review-draft.ts';
import { Reviewers } from './Reviewers.tsx';
import { ReviewForm } from './ReviewForm.tsx';
import { commentsOf, seenReviews } from './seen-reviews.ts';
import { SideBySide } from './SideBySide.tsx';
import { useGo, useLastMoment } from './use-go.ts';
import { useDraft, type Review } from './use-review.ts';

/** Everything about the reviews of one attempt: one's own, then all of them side by side, who reviews, and the decision. */
export function ReviewTab({ review, result }: { review: Review; result: AttemptResult }) {
  const { view } = review;
  const isClosed = result.invitation.state.kind === 'closed';
  if (!view && review.error) {
    return (
      <div className="max-w-lg py-5">
        <ProblemMessage problem={problemOf(review.error)}>
          <Button className="mt-2" onClick={review.readAgain}>
            Try again
          </Button>
        </ProblemMessage>
      </div>
    );
  }
  if (!view) return <Loading what="the reviews" />;
  return (
    <div className="grid items-start gap-x-8 gap-y-6 py-5 lg:grid-cols-[minmax(0,1fr)_280px]">
      <div className="flex min-w-0 flex-col gap-6">{isClosed ? <Main review={review} view={view} result={result} /> : <NotClosed />}</div>
      <aside className="flex flex-col gap-6 lg:sticky lg:top-5">
        <Reviewers attempt={result.attempt.id} view={view} isDone={view.decisions.length > 0} />
        {isClosed && <Decisions attempt={result.attempt.id} name={calledBy(result.invitation)} view={view} />}
      </aside>
    </div>
  );
}

function NotClosed() {
  return (
    <EmptyState title="Nothing to review yet">
      <p>Reviews begin when the attempt is closed. Who is to write them can be changed before.</p>
    </EmptyState>
  );
}

interface MainProps {
  review: Review;
  view: ReviewsView;
  result: AttemptResult;
}

function Main(props: MainProps) {
  return props.review.draft ? <Own {...props} draft={props.review.draft} /> : <All {...props} />;
}

function Own({ draft, ...props }: MainProps & { draft: ReviewDraft }) {
  const { phase } = useDraft(draft);
  const beside = useLastMoment();
  if (phase === 'given') return <All {...props} />;
  return (
    <div className="overflow-clip rounded-md border border-line bg-surface">
      <Notes result={props.result} />
      <ReviewForm draft={draft} view={props.view} beside={beside} tests={hiddenTestsOf(props.result)} isNarrow={false} />
    </div>
  );
}

function All({ view, result }: MainProps) {
  const me = useMe();
  const go = useGo();
  const reviews = seenReviews(view, me);
  if (reviews.length === 0) return <NoneSeen view={view} />;
  return (
    <>
      {view.own?.phase === 'given' && <NextInQueue after={result.attempt.id} />}
      <section aria-label="Reviews" className="flex flex-col gap-3">
        <h2 className="text-title">{reviews.length > 1 ? 'Reviews side by side' : 'The review'}</h2>
        <SideBySide view={view} reviews={reviews} nameOf={nameIn(hiddenTestsOf(result))} onGo={go} />
        <Points exercise={result.invitation.exercise} title={result.invitation.exerciseTitle} view={view} />
      </section>
      <section aria-label="Comments" className="flex flex-col gap-3">
        <h2 className="text-title">Comments</h2>
        <div className="rounded-md border border-line bg-surface">
          <GivenComments comments={commentsOf(reviews)} onGo={go} />
        </div>
      </section>
      <div className="rounded-md border border-line bg-surface [&>*]:border-b-0 empty:hidden">
        <Notes result={result} />
      </div>
    </>
  );
}

function NoneSeen({ view }: { view: ReviewsView }) {
  if (view.areOthersCovered) {
    return (
      <EmptyState title="Covered until all are given">
        <p>You were not asked for a review, so you see the reviews of others once the last of them is given: nobody is swayed by another’s marks.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No review yet">
      <p>
        {view.reviewers.length === 0
          ? 'Nobody is asked to review this attempt. An admin can choose who is.'
          : 'Once reviews are given, they stand here side by side.'}
      </p>
    </EmptyState>
  );
}
