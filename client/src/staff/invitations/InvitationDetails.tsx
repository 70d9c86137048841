import { useQueryClient } from '@tanstack/react-query';
import type { InvitationView } from '@twohours/wire/invitation';
import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Instant } from '../../ui/Instant.tsx';
import { Facts } from '../Facts.tsx';
import { InvitationState } from '../InvitationState.tsx';
import { may } from '../may.ts';
import { useMe } from '../use-me.ts';
import { actionsFor, type InvitationAction } from './invitation-actions.ts';
import { InvitationDialog } from './InvitationDialog.tsx';
import { issuedLink } from './issued-links.ts';
import { copyLink } from './RowMenu.tsx';

/** An invitation that led to no attempt yet, or never will. */
export function InvitationDetails({ invitation, heardAt, onClose }: { invitation: InvitationView; heardAt: number; onClose: () => void }) {
  const me = useMe();
  const [action, setAction] = useState<InvitationAction>();
  const link = issuedLink(useQueryClient(), invitation.id);
  const actions = actionsFor(invitation.state);
  if (action) return <InvitationDialog invitation={invitation} action={action} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={invitation.name}
      description={invitation.email}
      actions={
        <>
          {actions.includes('withdraw') && may(me, 'withdrawInvitation') && (
            <Button look="grave" onClick={() => setAction('withdraw')}>
              Withdraw …
            </Button>
          )}
          {actions.includes('reissue') && may(me, 'reissueInvitation') && <Button onClick={() => setAction('reissue')}>Issue a new link …</Button>}
          {link !== undefined && (
            <Button look="primary" onClick={() => void copyLink(link)}>
              Copy the link
            </Button>
          )}
        </>
      }
    >
      <Facts
        facts={[
          ['State', <InvitationState key="state" state={invitation.state} heardAt={heardAt} />],
          ['Role', invitation.roleTitle],
          ['Exercise', invitation.exerciseTitle],
          ['Earliest Start', <Instant key="opens" at={invitation.opensAt} zone />],
          ['Latest Start', <Instant key="closes" at={invitation.closesAt} />],
          invitation.accommodationPercent ? ['Extra time', `${invitation.accommodationPercent} %`] : undefined,
          [
            'Invited',
            <span key="made">
              <Instant at={invitation.createdAt} /> by {invitation.createdBy}
            </span>,
          ],
        ]}
      />
    </Dialog>
  );
}
