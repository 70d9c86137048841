import type { InvitationState } from '@twohours/wire/invitation';
import type { RouteName } from '@twohours/wire/route';

export type AttemptAction = 'add-minutes' | 'reopen' | 'void' | 'reissue' | 'withdraw';

/** The route behind each, which says who may do it. */
export const ROUTE_OF = {
  'add-minutes': 'addMinutes',
  reopen: 'reopenAttempt',
  void: 'voidAttempt',
  reissue: 'reissueInvitation',
  withdraw: 'withdrawInvitation',
} as const satisfies Record<AttemptAction, RouteName>;

/** What makes sense in a state. The server decides again, by the attempt as it is then. */
export function attemptActions(state: InvitationState): readonly AttemptAction[] {
  switch (state.kind) {
    case 'open':
    case 'redeemed':
      return ['reissue', 'withdraw'];
    case 'active':
      return ['add-minutes', 'reissue', 'void'];
    case 'closed':
      return ['reopen'];
    case 'expired':
    case 'withdrawn':
      return [];
  }
}
