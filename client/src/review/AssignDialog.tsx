import { useQuery } from '@tanstack/react-query';
import type { AttemptId, StaffId } from '@twohours/wire/id';
import type { ReviewsView } from '@twohours/wire/review';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { problemOf } from '../api/problem-error.ts';
import { staffQuery } from '../api/queries.ts';
import { ReasonDialog } from '../staff/ReasonDialog.tsx';
import { Loading } from '../ui/Loading.tsx';
import { ProblemMessage } from '../ui/ProblemMessage.tsx';
import { ChangedMeanwhile } from './ChangedMeanwhile.tsx';

const MOST = 5;

interface Props {
  attempt: AttemptId;
  reviewers: ReviewsView['reviewers'];
  onClose: () => void;
}

/** Who is to review. Whoever has given a review stays. */
export function AssignDialog({ attempt, reviewers, onClose }: Props) {
  const query = useQuery(staffQuery);
  const now = reviewers.map(({ id }) => id);
  /** Whom one began with; those of now may be others. */
  const [instead, setInstead] = useState<readonly StaffId[]>(now);
  const [chosen, setChosen] = useState<ReadonlySet<StaffId>>(() => new Set(now));
  const isStale = now.length !== instead.length || now.some((id) => !instead.includes(id));
  const beginAnew = () => {
    setInstead(now);
    setChosen(new Set(now));
  };
  const given = new Set(reviewers.filter(({ phase }) => phase === 'given').map(({ id }) => id));
  const choices = query.data?.staff.filter(({ id, roles }) => roles.includes('reviewer') || chosen.has(id)) ?? [];
  const toggle = (id: StaffId) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <ReasonDialog
      title="Who reviews this attempt"
      description="Whoever is taken off no longer has it in their queue. A review that was given stays, and so does its reviewer."
      verb="Change the reviewers"
      done="Reviewers changed"
      onClose={onClose}
      act={({ reason }) => call('assignReviewers', { params: { attempt }, body: { reviewers: [...chosen], instead: [...instead], reason } })}
    >
      {isStale && (
        <ChangedMeanwhile onTake={beginAnew}>
          {reviewers.length === 0 ? 'Nobody reviews it now.' : `It is reviewed by ${reviewers.map(({ name }) => name).join(', ')} now.`}
        </ChangedMeanwhile>
      )}
      {query.isPending && <Loading what="the colleagues" />}
      {query.isError && <ProblemMessage problem={problemOf(query.error)} />}
      {query.data && choices.length === 0 && <p>Nobody is a reviewer yet. Invite a colleague with that role first.</p>}
      {choices.length > 0 && (
        <fieldset className="flex flex-col">
          <legend className="pb-1 font-medium">Reviewers</legend>
          {choices.map(({ id, name }) => (
            <label key={id} className="flex min-h-8 items-center gap-2">
              <input
                type="checkbox"
                className="accent-accent"
                checked={chosen.has(id)}
                disabled={given.has(id) || (!chosen.has(id) && chosen.size >= MOST)}
                onChange={() => toggle(id)}
              />
              {name}
              {given.has(id) && <span className="text-ink-muted">has given a review</span>}
            </label>
          ))}
          {chosen.size >= MOST && <p className="text-small text-ink-muted">At most {MOST}.</p>}
        </fieldset>
      )}
    </ReasonDialog>
  );
}
