import { useQueryClient } from '@tanstack/react-query';
import type { InvitationView } from '@twohours/wire/invitation';
import { Copy, Ellipsis, Link2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { may } from '../may.ts';
import { useMe } from '../use-me.ts';
import { actionsFor, type InvitationAction } from './invitation-actions.ts';
import { InvitationDialog } from './InvitationDialog.tsx';
import { issuedLink } from './issued-links.ts';

export async function copyLink(link: string): Promise<void> {
  await navigator.clipboard.writeText(link);
  toast.success('Link copied');
}

/** What can be done with an invitation without opening it. */
export function RowMenu({ invitation }: { invitation: InvitationView }) {
  const me = useMe();
  const link = issuedLink(useQueryClient(), invitation.id);
  const [action, setAction] = useState<InvitationAction>();
  const actions = actionsFor(invitation.state).filter((kind) => may(me, kind === 'withdraw' ? 'withdrawInvitation' : 'reissueInvitation'));
  if (actions.length === 0 && link === undefined) return null;
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`Actions for ${invitation.name}`} size="small">
            <Ellipsis size={16} aria-hidden />
          </IconButton>
        }
      >
        {link !== undefined && (
          <MenuItem icon={<Copy size={16} aria-hidden />} onSelect={() => void copyLink(link)}>
            Copy the link
          </MenuItem>
        )}
        {actions.includes('reissue') && (
          <MenuItem icon={<Link2 size={16} aria-hidden />} onSelect={() => setAction('reissue')}>
            Issue a new link …
          </MenuItem>
        )}
        {actions.includes('withdraw') && (
          <MenuItem grave icon={<Undo2 size={16} aria-hidden />} onSelect={() => setAction('withdraw')}>
            Withdraw …
          </MenuItem>
        )}
      </Menu>
      {action && <InvitationDialog invitation={invitation} action={action} onClose={() => setAction(undefined)} />}
    </>
  );
}
