import type { InvitationView } from '@twohours/wire/invitation';
import { expect, test } from 'vitest';
import { filterOf, listed } from './filter.ts';

function invitation(given: Partial<InvitationView>): InvitationView {
  return {
    id: 'inv_0000000000000000000000',
    name: 'Sofía Hernández',
    email: 's.h@example.org',
    role: 'backend',
    roleTitle: 'Software Engineer, Backend',
    exercise: 'federated-search',
    exerciseTitle: 'Federated search',
    opensAt: 0,
    closesAt: 1,
    createdAt: 0,
    createdBy: 'Grace',
    attempt: 'att_0000000000000000000000',
    state: { kind: 'open' },
    isCovered: false,
    review: { reviewers: [] },
    ...given,
  };
}

test('[UI2] a name is found without its accents, by any of its words', () => {
  const all = [invitation({}), invitation({ name: 'Jonas Weber' })];
  expect(listed(all, undefined, 'hernandez SOFIA').map(({ name }) => name)).toEqual(['Sofía Hernández']);
  expect(listed(all, undefined, 'backend')).toHaveLength(2);
  expect(listed(all, undefined, 'weber sofia')).toEqual([]);
});

test('[UI2] the newest invitation stands first', () => {
  const all = [invitation({ name: 'old', createdAt: 1 }), invitation({ name: 'new', createdAt: 2 })];
  expect(listed(all, undefined).map(({ name }) => name)).toEqual(['new', 'old']);
});

test('[UI2] opened is not started', () => {
  expect(filterOf({ kind: 'redeemed' })).toBe('waiting');
  expect(listed([invitation({ state: { kind: 'redeemed' } })], 'active')).toEqual([]);
});
