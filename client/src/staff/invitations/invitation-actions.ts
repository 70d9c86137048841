import type { InvitationState } from '@twohours/wire/invitation';

export type InvitationAction = 'withdraw' | 'reissue';

/** What makes sense in a state; what a role may do is another question, and the server decides both. */
export function actionsFor(state: InvitationState): readonly InvitationAction[] {
  switch (state.kind) {
    case 'open':
    case 'redeemed':
      return ['reissue', 'withdraw'];
    case 'active':
      return ['reissue'];
    case 'expired':
    case 'withdrawn':
    case 'closed':
      return [];
  }
}
