import { Link } from '@tanstack/react-router';
import type { ReviewsView } from '@twohours/wire/review';
import type { AttemptResult } from '@twohours/wire/staff';
import { lengthText } from '../../ui/format.ts';
import { Instant } from '../../ui/Instant.tsx';
import { CandidateName } from '../CandidateName.tsx';
import { calledBy } from '../candidate.ts';
import { InvitationState } from '../InvitationState.tsx';
import { Ledger } from './Ledger.tsx';
import { ResultActions } from './ResultActions.tsx';
import { Fact } from './Fact.tsx';

interface Props {
  result: AttemptResult;
  heardAt: number;
  reviews: ReviewsView | undefined;
}

export function ResultHeader({ result, heardAt, reviews }: Props) {
  const { invitation, attempt } = result;
  const { exercise } = attempt;
  return (
    <header className="flex flex-col gap-3 pt-5 pb-4">
      <nav aria-label="Where this is" className="text-ink-muted">
        <Link to="/invitations" className="hover:text-ink">
          Invitations
        </Link>{' '}
        / {calledBy(invitation)}
      </nav>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <h1 className="text-page">
          <CandidateName name={invitation.name} attempt={invitation.attempt} />
        </h1>
        <InvitationState state={invitation.state} heardAt={heardAt} />
        <div className="grow" />
        <ResultActions result={result} reviews={reviews} />
      </div>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <Fact name="Role">{invitation.roleTitle}</Fact>
        <Fact name="Exercise">{exercise ? `${exercise.title}, version ${exercise.version}` : invitation.exerciseTitle}</Fact>
        <Fact name="E-mail">{invitation.isCovered ? <span className="text-ink-muted">covered until the decision</span> : invitation.email}</Fact>
        {attempt.startedAt === undefined ? (
          <>
            <Fact name="Earliest Start">
              <Instant at={invitation.opensAt} zone />
            </Fact>
            <Fact name="Latest Start">
              <Instant at={invitation.closesAt} />
            </Fact>
            {invitation.accommodationPercent ? <Fact name="Extra time">{invitation.accommodationPercent} %</Fact> : null}
            <Fact name="Invited by">{invitation.createdBy}</Fact>
          </>
        ) : (
          <Fact name="Started">
            <Instant at={attempt.startedAt} zone />
          </Fact>
        )}
        {invitation.state.kind === 'closed' && (
          <Fact name="Closed">
            <Instant at={invitation.state.closedAt} />
          </Fact>
        )}
        {attempt.usedMs !== undefined && (
          <Fact name="Time used">
            <span className="flex items-center gap-2">
              {lengthText(attempt.usedMs)}
              {attempt.ledger && <Ledger ledger={attempt.ledger} accommodationPercent={invitation.accommodationPercent} />}
            </span>
          </Fact>
        )}
      </dl>
    </header>
  );
}
