import { Link } from '@tanstack/react-router';
import type { InvitationView } from '@twohours/wire/invitation';
import { Instant } from '../../ui/Instant.tsx';
import { DecisionMark } from '../../review/DecisionMark.tsx';
import { CandidateName } from '../CandidateName.tsx';
import { InvitationState } from '../InvitationState.tsx';
import { openRow, ROW } from '../open-row.ts';
import { GradingSummary } from './GradingSummary.tsx';
import { ReviewSummary } from './ReviewSummary.tsx';
import { RowMenu } from './RowMenu.tsx';

const NAME = 'truncate text-left font-medium outline-none';

interface Props {
  invitation: InvitationView;
  heardAt: number;
}

export function InvitationRow({ invitation, heardAt }: Props) {
  return (
    <tr onClick={openRow} className={ROW}>
      <td className="max-w-0 pr-4 pl-5 max-sm:max-w-none max-sm:min-w-32">
        <div className="flex items-baseline gap-2">
          <Link
            to="/attempts/$attempt"
            params={{ attempt: invitation.attempt }}
            data-row
            title={invitation.isCovered ? undefined : invitation.email}
            className={NAME}
          >
            <CandidateName name={invitation.name} attempt={invitation.attempt} />
          </Link>
          {!invitation.isCovered && <span className="min-w-0 shrink-[2] truncate text-small text-ink-muted max-lg:hidden">{invitation.email}</span>}
        </div>
      </td>
      <td className="max-w-0 pr-4 max-md:hidden">
        <div className="truncate">{invitation.exerciseTitle}</div>
      </td>
      <td className="pr-4">
        <InvitationState state={invitation.state} heardAt={heardAt} />
      </td>
      <td className="pr-4">{invitation.grading && <GradingSummary grading={invitation.grading} />}</td>
      <td className="pr-4 max-md:hidden">
        <ReviewSummary review={invitation.review} />
      </td>
      <td className="pr-4 max-sm:hidden">{invitation.review.decision && <DecisionMark kind={invitation.review.decision} />}</td>
      <td className="pr-4 text-ink-muted max-xl:hidden">
        <Instant at={invitation.createdAt} />
      </td>
      <td className="pr-3 text-right">
        <RowMenu invitation={invitation} />
      </td>
    </tr>
  );
}
