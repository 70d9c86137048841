import { useQueryClient } from '@tanstack/react-query';
import type { ReviewsView } from '@twohours/wire/review';
import type { AttemptResult } from '@twohours/wire/staff';
import { ChevronDown, CirclePlus, CircleSlash, Copy, Link2, RotateCcw, Undo2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { calledBy } from '../candidate.ts';
import { actionsFor, type AttemptAction } from '../attempt-actions.ts';
import { copied } from '../copied.ts';
import { InvitationDialog } from '../invitations/InvitationDialog.tsx';
import { issuedLink } from '../invitations/issued-links.ts';
import { useMe } from '../use-me.ts';
import { AttemptDialog } from './AttemptDialog.tsx';
import { BundleLink } from './BundleLink.tsx';

const ITEMS: Readonly<Record<AttemptAction, { label: string; icon: ReactNode; grave?: boolean }>> = {
  'add-minutes': { label: 'Add minutes …', icon: <CirclePlus size={16} aria-hidden /> },
  reopen: { label: 'Reopen …', icon: <RotateCcw size={16} aria-hidden /> },
  void: { label: 'Void …', icon: <CircleSlash size={16} aria-hidden />, grave: true },
  reissue: { label: 'Issue a new link …', icon: <Link2 size={16} aria-hidden /> },
  withdraw: { label: 'Withdraw …', icon: <Undo2 size={16} aria-hidden />, grave: true },
};

export function ResultActions({ result, reviews }: { result: AttemptResult; reviews: ReviewsView | undefined }) {
  const me = useMe();
  const { invitation, attempt } = result;
  const link = issuedLink(useQueryClient(), invitation.id);
  const [action, setAction] = useState<AttemptAction>();
  const actions = actionsFor(me, invitation.state);
  const close = () => setAction(undefined);
  return (
    <div className="flex gap-2">
      {link !== undefined && (
        <Button onClick={() => void copied('Link', link)}>
          <Copy size={16} aria-hidden />
          Copy the link
        </Button>
      )}
      {invitation.state.kind === 'closed' && !invitation.isCovered && <BundleLink attempt={attempt.id} reviews={reviews} />}
      {actions.length > 0 && (
        <Menu
          trigger={
            <Button>
              Actions
              <ChevronDown size={16} aria-hidden />
            </Button>
          }
        >
          {actions.map((each) => (
            <MenuItem key={each} icon={ITEMS[each].icon} grave={ITEMS[each].grave ?? false} onSelect={() => setAction(each)}>
              {ITEMS[each].label}
            </MenuItem>
          ))}
        </Menu>
      )}
      {(action === 'withdraw' || action === 'reissue') && <InvitationDialog invitation={invitation} action={action} onClose={close} />}
      {(action === 'add-minutes' || action === 'reopen' || action === 'void') && (
        <AttemptDialog attempt={attempt.id} name={calledBy(invitation)} action={action} onClose={close} />
      )}
    </div>
  );
}
