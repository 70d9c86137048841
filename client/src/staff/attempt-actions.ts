import type { InvitationState } from '@twohours/wire/invitation';
import type { StaffView } from '@twohours/wire/staff';
import { may } from './may.ts';

export type LinkAction = 'reissue' | 'withdraw';
export type AttemptAction = 'add-minutes' | 'reopen' | 'void' | LinkAction;

/** The route behind each, which says who may do it. */
const ROUTE_OF = {
  'add-minutes': 'addMinutes',
  reopen: 'reopenAttempt',
  void: 'voidAttempt',
  reissue: 'reissueInvitation',
  withdraw: 'withdrawInvitation',
} as const;

function inState(state: InvitationState): readonly AttemptAction[] {
  switch (state.kind) {
    case 'open':
    case 'redeemed':
      return ['reissue', 'withdraw'];
    case 'active':
      return ['add-minutes', 'reissue', 'void'];
    case 'closed':
      return ['reopen'];
    case 'withdrawn':
      return ['reissue'];
    case 'expired':
      return [];
  }
}

/** What someone can do in a state. The server decides again, by the attempt as it is then. */
export function actionsFor(who: Pick<StaffView, 'roles'>, state: InvitationState): AttemptAction[] {
  return inState(state).filter((action) => may(who, ROUTE_OF[action]));
}
