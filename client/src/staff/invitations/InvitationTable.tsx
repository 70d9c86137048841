import type { InvitationView } from '@twohours/wire/invitation';
import { clock } from '../../api/clock.ts';
import { zoneText } from '../../ui/format.ts';
import { InvitationRow } from './InvitationRow.tsx';

const HEAD = 'sticky top-0 z-10 h-8 border-b border-line bg-sunken pr-4 text-left text-small font-medium text-ink-muted';

interface Props {
  invitations: readonly InvitationView[];
  heardAt: number;
}

export function InvitationTable({ invitations, heardAt }: Props) {
  return (
    <table className="w-full border-separate border-spacing-0 [&_td]:border-b [&_td]:border-line">
      <thead>
        <tr>
          <th scope="col" className={`${HEAD} w-[26%] pl-5`}>
            Candidate
          </th>
          <th scope="col" className={`${HEAD} w-[16%] max-md:hidden`}>
            Exercise
          </th>
          <th scope="col" className={HEAD}>
            State
          </th>
          <th scope="col" className={HEAD}>
            Hidden tests
          </th>
          <th scope="col" className={`${HEAD} max-md:hidden`}>
            Reviews
          </th>
          <th scope="col" className={`${HEAD} max-sm:hidden`}>
            Decision
          </th>
          <th scope="col" className={`${HEAD} max-xl:hidden`}>
            Invited ({zoneText(clock.now())})
          </th>
          <th scope="col" className={`${HEAD} w-10`}>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} heardAt={heardAt} />
        ))}
      </tbody>
    </table>
  );
}
