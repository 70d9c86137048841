import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { QueuedReview } from '@twohours/wire/review';
import { Settings } from 'lucide-react';
import { useRef } from 'react';
import { clock } from '../api/clock.ts';
import { reviewQueueQuery } from '../api/queries.ts';
import { CandidateName } from '../staff/CandidateName.tsx';
import { ListPage } from '../staff/ListPage.tsx';
import { may } from '../staff/may.ts';
import { openRow, ROW } from '../staff/open-row.ts';
import { useMe } from '../staff/use-me.ts';
import { useRowKeys } from '../staff/use-row-keys.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { fullText } from '../ui/format.ts';
import { closedText, dueOf } from './days.ts';
import { PhaseMark } from './Reviewers.tsx';

const HEAD = 'h-8 pr-4 text-left text-small font-medium text-ink-muted';

/** What waits for the reader's review, in the order that the server gives it. */
export function QueuePage() {
  const me = useMe();
  const page = useRef<HTMLDivElement>(null);
  useRowKeys(page);
  return (
    <div ref={page}>
      <ListPage
        title="Reviews"
        about="Attempts that wait for your review. Their order is random and your own, so that nobody is always the first to be read."
        what="your queue"
        query={useQuery(reviewQueueQuery)}
        action={
          may(me, 'listReviewSettings') && (
            <Button asChild>
              <Link to="/reviews/settings">
                <Settings size={16} aria-hidden />
                How reviews are done
              </Link>
            </Button>
          )
        }
      >
        {({ queue }) => (queue.length === 0 ? <NothingWaits /> : <Queue queue={queue} />)}
      </ListPage>
    </div>
  );
}

function NothingWaits() {
  return (
    <EmptyState
      title="Nothing waits for your review"
      action={
        <Button asChild>
          <Link to="/invitations">Show all invitations</Link>
        </Button>
      }
    >
      <p>An attempt shows here as soon as it is closed, if you are asked to review it. Whoever has the role of a reviewer is asked in turn.</p>
    </EmptyState>
  );
}

function Queue({ queue }: { queue: readonly QueuedReview[] }) {
  const now = clock.now();
  return (
    <div>
      <table className="w-full table-fixed">
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className={`${HEAD} pl-3 lg:w-56`}>
              Candidate
            </th>
            <th scope="col" className={`${HEAD} max-md:hidden`}>
              Exercise
            </th>
            <th scope="col" className={`${HEAD} max-lg:hidden`}>
              Role
            </th>
            <th scope="col" className={`${HEAD} w-40 max-sm:hidden`}>
              Closed
            </th>
            <th scope="col" className={`${HEAD} w-36`}>
              Due
            </th>
            <th scope="col" className={`${HEAD} w-28`}>
              Your review
            </th>
          </tr>
        </thead>
        <tbody>
          {queue.map((each) => (
            <QueueRow key={each.attempt} queued={each} now={now} />
          ))}
        </tbody>
      </table>
      <p className="pt-3 text-small text-ink-muted">
        <kbd>j</kbd> <kbd>k</kbd> move · <kbd>Enter</kbd> opens
      </p>
    </div>
  );
}

function QueueRow({ queued, now }: { queued: QueuedReview; now: number }) {
  const due = dueOf(queued.dueAt, now);
  return (
    <tr onClick={openRow} className={`${ROW} border-b border-line`}>
      <td className="truncate pr-4 pl-3">
        <Link to="/attempts/$attempt" params={{ attempt: queued.attempt }} search={{ tab: 'replay' }} data-row className="font-medium outline-none">
          <CandidateName name={queued.candidate} attempt={queued.attempt} />
        </Link>
      </td>
      <td className="truncate pr-4 max-md:hidden">{queued.exerciseTitle}</td>
      <td className="truncate pr-4 text-ink-muted max-lg:hidden">{queued.roleTitle}</td>
      <td className="pr-4 text-ink-muted max-sm:hidden" title={fullText(queued.closedAt)}>
        {closedText(queued.closedAt, now)}
      </td>
      <td className={`pr-4 ${due.isPressing ? 'font-medium text-timed-out' : 'text-ink-muted'}`} title={fullText(queued.dueAt)}>
        {due.text}
      </td>
      <td>
        <PhaseMark phase={queued.phase} />
      </td>
    </tr>
  );
}
