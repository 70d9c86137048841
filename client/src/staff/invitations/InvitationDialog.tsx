import { useQueryClient } from '@tanstack/react-query';
import type { InvitationView } from '@twohours/wire/invitation';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import type { LinkAction } from '../attempt-actions.ts';
import { LinkOnce } from '../LinkOnce.tsx';
import { calledBy } from '../candidate.ts';
import { ReasonDialog } from '../ReasonDialog.tsx';
import { rememberLink } from './issued-links.ts';

/** Withdraws an invitation or issues its link anew, each with a reason. */
export function InvitationDialog({ invitation, action, onClose }: { invitation: InvitationView; action: LinkAction; onClose: () => void }) {
  const queries = useQueryClient();
  const [link, setLink] = useState<string>();
  if (link !== undefined) {
    return (
      <Dialog
        open
        onOpenChange={onClose}
        modalOnly
        title={`The new link for ${calledBy(invitation)}`}
        actions={<Button onClick={onClose}>Done</Button>}
      >
        <LinkOnce label="Link of the invitation" value={link}>
          Send it to {invitation.email}. It is shown only now, since only its hash is kept. The link from before no longer works.
        </LinkOnce>
      </Dialog>
    );
  }
  if (action === 'withdraw') {
    return (
      <ReasonDialog
        title={`Withdraw the invitation of ${calledBy(invitation)}?`}
        description="The link stops working at once, and the candidate is told to ask whoever invited them. Issuing a new link later opens the invitation again."
        verb="Withdraw the invitation"
        done="Invitation withdrawn"
        grave
        onClose={onClose}
        act={({ reason }) => call('withdrawInvitation', { params: { invitation: invitation.id }, body: { reason } })}
      />
    );
  }
  return (
    <ReasonDialog
      title={`Issue a new link for ${calledBy(invitation)}?`}
      description="The present link stops working, and every browser that was let in by it has to open the new one. Nothing of their work is lost."
      verb="Issue a new link"
      done="New link issued"
      onClose={onClose}
      // Not closed: the link has to be shown first.
      onDone={() => undefined}
      act={async ({ reason }) => {
        const issued = await call('reissueInvitation', { params: { invitation: invitation.id }, body: { reason } });
        rememberLink(queries, invitation.id, issued.link);
        setLink(issued.link);
      }}
    />
  );
}
