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
          <ListTable
            rows={staff}
            columns={[
              {
                head: 'Name',
                cell: ({ id, name }) => (
                  <span className="font-medium">
                    {name}
                    {id === me.id && <span className="font-normal text-ink-muted"> (you)</span>}
                  </span>
                ),
              },
              { head: 'E-mail', cell: ({ email }) => email },
              {
                head: 'Roles',
                cell: ({ roles }) => (
                  <span className="flex gap-1">
                    {roles.map((role) => (
                      <Badge key={role}>{role}</Badge>
                    ))}
                  </span>
                ),
              },
              { head: 'Since', width: 'w-44', cell: ({ createdAt }) => <Instant at={createdAt} /> },
            ]}
          />
          {staff.length === 1 && <p className="text-ink-muted">You are the only one so far. Invite whoever reviews and grades with you.</p>}
          {isInviting && <ColleagueLinkDialog onClose={() => setInviting(false)} />}
        </>
      )}
    </ListPage>
  );
}
