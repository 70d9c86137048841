import { useQueryClient } from '@tanstack/react-query';
import type { InvitationView } from '@twohours/wire/invitation';
import { Copy, Ellipsis, Link2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { actionsFor, type LinkAction } from '../attempt-actions.ts';
import { calledBy } from '../candidate.ts';
import { copied } from '../copied.ts';
import { useMe } from '../use-me.ts';
import { InvitationDialog } from './InvitationDialog.tsx';
import { issuedLink } from './issued-links.ts';

/** What can be done with an invitation without opening it. */
export function RowMenu({ invitation }: { invitation: InvitationView }) {
  const me = useMe();
  const link = issuedLink(useQueryClient(), invitation.id);
  const [action, setAction] = useState<LinkAction>();
  const actions = actionsFor(me, invitation.state);
  if (link === undefined && !actions.includes('reissue')) return null;
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`Actions for ${calledBy(invitation)}`} size="small">
            <Ellipsis size={16} aria-hidden />
          </IconButton>
        }
      >
        {link !== undefined && (
          <MenuItem icon={<Copy size={16} aria-hidden />} onSelect={() => void copied('Link', link)}>
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
