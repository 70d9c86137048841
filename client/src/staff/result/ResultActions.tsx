import type { AttemptResult } from '@twohours/wire/staff';
import { ChevronDown, CirclePlus, CircleSlash, Link2, RotateCcw, Undo2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { InvitationDialog } from '../invitations/InvitationDialog.tsx';
import { may } from '../may.ts';
import { useMe } from '../use-me.ts';
import { attemptActions, ROUTE_OF, type AttemptAction } from './attempt-actions.ts';
import { AttemptDialog } from './AttemptDialog.tsx';

const ITEMS: Readonly<Record<AttemptAction, { label: string; icon: ReactNode; grave?: boolean }>> = {
  'add-minutes': { label: 'Add minutes …', icon: <CirclePlus size={16} aria-hidden /> },
  reopen: { label: 'Reopen …', icon: <RotateCcw size={16} aria-hidden /> },
  void: { label: 'Void …', icon: <CircleSlash size={16} aria-hidden />, grave: true },
  reissue: { label: 'Issue a new link …', icon: <Link2 size={16} aria-hidden /> },
  withdraw: { label: 'Withdraw …', icon: <Undo2 size={16} aria-hidden />, grave: true },
};

export function ResultActions({ result }: { result: AttemptResult }) {
  const me = useMe();
  const [action, setAction] = useState<AttemptAction>();
  const { invitation, attempt } = result;
  const actions = attemptActions(invitation.state).filter((each) => may(me, ROUTE_OF[each]));
  const close = () => setAction(undefined);
  return (
    <>
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
        <AttemptDialog attempt={attempt.id} name={invitation.name} action={action} onClose={close} />
      )}
    </>
  );
}
