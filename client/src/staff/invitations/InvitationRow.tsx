import { Link } from '@tanstack/react-router';
import type { InvitationView } from '@twohours/wire/invitation';
import type { MouseEvent } from 'react';
import { Instant } from '../../ui/Instant.tsx';
import { InvitationState } from '../InvitationState.tsx';
import { GradingSummary } from './GradingSummary.tsx';
import { RowMenu } from './RowMenu.tsx';

const NAME = 'truncate text-left font-medium outline-none';

interface Props {
  invitation: InvitationView;
  heardAt: number;
}

/** A click anywhere in the row is one on its name, but not while text is being selected. */
function openRow(event: MouseEvent<HTMLTableRowElement>): void {
  if (event.target instanceof Element && event.target.closest('a,button,[role=menu]')) return;
  if (document.getSelection()?.isCollapsed === false) return;
  event.currentTarget.querySelector<HTMLElement>('[data-row]')?.click();
}

export function InvitationRow({ invitation, heardAt }: Props) {
  return (
    <tr
      onClick={openRow}
      className="h-9 cursor-pointer hover:bg-hover has-[[data-row]:focus-visible]:bg-accent-soft has-[[data-row]:focus-visible]:shadow-[inset_2px_0_0_var(--accent)]"
    >
      <td className="max-w-0 pr-4 pl-5 max-sm:max-w-none max-sm:min-w-32">
        <div className="flex items-baseline gap-2">
          <Link to="/attempts/$attempt" params={{ attempt: invitation.attempt }} data-row className={NAME}>
            {invitation.name}
          </Link>
          <span className="min-w-0 shrink-[2] truncate text-small text-ink-muted max-sm:hidden">{invitation.email}</span>
        </div>
      </td>
      <td className="max-w-0 pr-4 max-md:hidden">
        <div className="truncate">{invitation.exerciseTitle}</div>
      </td>
      <td className="pr-4">
        <InvitationState state={invitation.state} heardAt={heardAt} />
      </td>
      <td className="pr-4">{invitation.grading && <GradingSummary grading={invitation.grading} />}</td>
      <td className="pr-4 text-ink-muted max-xl:hidden">
        <Instant at={invitation.closesAt} />
      </td>
      <td className="pr-4 text-ink-muted max-lg:hidden">
        <Instant at={invitation.createdAt} />
      </td>
      <td className="pr-3 text-right">
        <RowMenu invitation={invitation} />
      </td>
    </tr>
  );
}
