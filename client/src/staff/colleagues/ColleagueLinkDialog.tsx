import type { StaffRole } from '@twohours/wire/staff';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ProblemMessage } from '../../ui/ProblemMessage.tsx';
import { LinkOnce } from '../LinkOnce.tsx';
import { useChange } from '../use-change.ts';

const ROLES: readonly { role: StaffRole; may: string }[] = [
  { role: 'reviewer', may: 'Sees every attempt: code, runs and hidden tests.' },
  { role: 'grader', may: 'The same, and runs the hidden tests again.' },
  { role: 'admin', may: 'Invites candidates, changes attempts, sees how a deadline came about, and makes accounts and API tokens.' },
];

export function ColleagueLinkDialog({ onClose }: { onClose: () => void }) {
  const [roles, setRoles] = useState<readonly StaffRole[]>(['reviewer']);
  const make = useChange(() => call('inviteStaff', { body: { roles: [...roles] } }));
  if (make.data) {
    return (
      <Dialog open onOpenChange={onClose} modalOnly title="The link for your colleague" actions={<Button onClick={onClose}>Done</Button>}>
        <LinkOnce label="One-time link" value={make.data.link}>
          Send it to your colleague alone: whoever opens it first makes the account ({roles.join(', ')}). It works once, and is shown only now.
        </LinkOnce>
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Invite a colleague"
      description="They get a one-time link, and choose their own password."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={roles.length === 0 || make.isPending} onClick={() => make.mutate(undefined)}>
            Make the link
          </Button>
        </>
      }
    >
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 font-medium">Roles</legend>
        {ROLES.map(({ role, may }) => (
          <label key={role} className="flex items-start gap-2.5">
            <input
              type="checkbox"
              checked={roles.includes(role)}
              onChange={(event) => setRoles(event.target.checked ? [...roles, role] : roles.filter((each) => each !== role))}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span>
              {role}
              <span className="block text-ink-muted">{may}</span>
            </span>
          </label>
        ))}
        {roles.length === 0 && <p className="text-small text-failed">Choose one role at least.</p>}
      </fieldset>
      {make.problem && <ProblemMessage problem={make.problem} />}
    </Dialog>
  );
}
