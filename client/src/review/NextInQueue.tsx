import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AttemptId } from '@twohours/wire/id';
import { ArrowRight } from 'lucide-react';
import { reviewQueueQuery } from '../api/queries.ts';
import { Button } from '../ui/Button.tsx';
import { countText } from '../ui/format.ts';

/** Where to go on after a review was given. */
export function NextInQueue({ after }: { after: AttemptId }) {
  const { data } = useQuery(reviewQueueQuery);
  const waiting = data?.queue.filter(({ attempt }) => attempt !== after) ?? [];
  const next = waiting[0];
  if (!data) return null;
  if (!next) return <p className="text-ink-muted">Nothing else waits for your review.</p>;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Button look="primary" asChild>
        <Link to="/attempts/$attempt" params={{ attempt: next.attempt }} search={{ tab: 'replay' }}>
          Next in your queue
          <ArrowRight size={16} aria-hidden />
        </Link>
      </Button>
      <span className="text-ink-muted">{countText(waiting.length, 'attempt waits', 'attempts wait')} for your review.</span>
    </div>
  );
}
