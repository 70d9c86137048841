import type { InvitationView } from '@twohours/wire/invitation';

/** The chips above the list, in their order. Without one, all are shown. */
export const LIST_FILTERS = ['waiting', 'active', 'closed', 'gone'] as const;
export type ListFilter = (typeof LIST_FILTERS)[number];

export const FILTER_LABELS: Readonly<Record<ListFilter, string>> = {
  waiting: 'Not started',
  active: 'Active',
  closed: 'Closed',
  gone: 'Expired or withdrawn',
};

export function filterOf(state: InvitationView['state']): ListFilter {
  switch (state.kind) {
    case 'open':
    case 'redeemed':
      return 'waiting';
    case 'active':
      return 'active';
    case 'closed':
      return 'closed';
    case 'expired':
    case 'withdrawn':
      return 'gone';
  }
}

/** Case and accents do not matter when one looks for a name. */
const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Newest first. Every word of `find` has to occur in name, e-mail, exercise or role. */
export function listed(invitations: readonly InvitationView[], show: ListFilter | undefined, find = ''): InvitationView[] {
  const words = plain(find).split(/\s+/).filter(Boolean);
  return invitations
    .filter((invitation) => show === undefined || filterOf(invitation.state) === show)
    .filter((invitation) => {
      const text = plain([invitation.name, invitation.email, invitation.exerciseTitle, invitation.roleTitle].join('\n'));
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => b.createdAt - a.createdAt);
}
