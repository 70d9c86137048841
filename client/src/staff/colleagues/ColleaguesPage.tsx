import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { staffQuery } from '../../api/queries.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Instant } from '../../ui/Instant.tsx';
import { ListPage, ListTable } from '../ListPage.tsx';
import { useMe } from '../use-me.ts';
import { ColleagueLinkDialog } from './ColleagueLinkDialog.tsx';

export function ColleaguesPage() {
  const me = useMe();
  const [isInviting, setInviting] = useState(false);
  return (
    <ListPage
      title="Colleagues"
      about="Everyone who has an account here. A colleague makes theirs with a one-time link from an admin."
      what="the colleagues"
      query={useQuery(staffQuery)}
      action={
        <Button look="primary" onClick={() => setInviting(true)}>
          <Plus size={16} aria-hidden />
          Invite a colleague
        </Button>
      }
    >
      {({ staff }) => (
        <>
          <ListTable heads={[['Name'], ['E-mail'], ['Roles'], ['Since', 'w-44 max-sm:hidden']]}>
            {staff.map(({ id, name, email, roles, createdAt }) => (
              <tr key={id}>
                <td>
                  <span className="font-medium">{name}</span>
                  {id === me.id && <span className="text-ink-muted"> (you)</span>}
                </td>
                <td className="break-all">{email}</td>
                <td>
                  <span className="flex flex-wrap gap-1">
                    {roles.map((role) => (
                      <Badge key={role}>{role}</Badge>
                    ))}
                  </span>
                </td>
                <td className="max-sm:hidden">
                  <Instant at={createdAt} />
                </td>
              </tr>
            ))}
          </ListTable>
          {staff.length === 1 && <p className="text-ink-muted">You are the only one so far. Invite whoever reviews and grades with you.</p>}
          {isInviting && <ColleagueLinkDialog onClose={() => setInviting(false)} />}
        </>
      )}
    </ListPage>
  );
}
