import type { InvitationView } from '@twohours/wire/invitation';
import { expect, test } from 'vitest';
import { pseudonymOf } from '../candidate.ts';
import { filterMenus, filterOf, listed, VERDICTS, verdictOf, type Filters } from './filter.ts';

const DAY = 24 * 3_600_000;
const NOW = 100 * DAY;
const names = (all: readonly InvitationView[], filters: Filters) => listed(all, filters, NOW).map(({ name }) => name);

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
  expect(names(all, { find: 'hernandez SOFIA' })).toEqual(['Sofía Hernández']);
  expect(names(all, { find: 'backend' })).toHaveLength(2);
  expect(names(all, { find: 'weber sofia' })).toEqual([]);
});

test('[UI2] the newest invitation stands first', () => {
  const all = [invitation({ name: 'old', createdAt: 1 }), invitation({ name: 'new', createdAt: 2 })];
  expect(names(all, {})).toEqual(['new', 'old']);
});

test('[UI2] opened is not started', () => {
  expect(filterOf({ kind: 'redeemed' })).toBe('waiting');
  expect(names([invitation({ state: { kind: 'redeemed' } })], { show: 'active' })).toEqual([]);
});

const closed = (closedAt: number) => ({ kind: 'closed', by: 'candidate', closedAt }) as const;
const tests = (passed: number, passedWeight: number) => ({ kind: 'tests', passed, total: 4, passedWeight, totalWeight: 8 }) as const;

test('[RC13] filters add up, and each is about one thing', () => {
  const reviewer = { id: 'stf_0000000000000000000001', name: 'Rita', phase: 'given' } as const;
  const all = [
    invitation({
      name: 'a',
      createdAt: 4,
      role: 'distribution',
      state: closed(NOW - DAY),
      review: { reviewers: [reviewer], recommendations: ['yes'], decision: 'advance' },
    }),
    invitation({ name: 'b', createdAt: 3, state: closed(NOW - 20 * DAY), grading: tests(4, 8) }),
    invitation({ name: 'c', createdAt: 2, state: closed(NOW - 40 * DAY), review: { reviewers: [], recommendations: ['no', 'strong-no'] } }),
    invitation({ name: 'd', createdAt: NOW - 2 * DAY }),
  ];
  expect(names(all, { role: 'distribution' })).toEqual(['a']);
  expect(names(all, { age: 'week' })).toEqual(['d', 'a']);
  expect(names(all, { age: 'older' })).toEqual(['c']);
  expect(names(all, { reviewer: reviewer.id })).toEqual(['a']);
  expect(names(all, { verdict: 'all' })).toEqual(['b']);
  expect(names(all, { recommendation: 'strong-no' })).toEqual(['c']);
  expect(names(all, { decision: 'open' })).toEqual(['b', 'c']);
  expect(names(all, { decision: 'advance', age: 'week', recommendation: 'yes' })).toEqual(['a']);
  expect(names(all, { decision: 'advance', recommendation: 'no' })).toEqual([]);
});

test('[RC13] every closed attempt is in exactly one band of verdicts', () => {
  const state = closed(0);
  const bands = [tests(4, 8), tests(3, 4), tests(3, 3), tests(0, 0), { kind: 'not-compiled' } as const, undefined].map((grading) =>
    verdictOf({ state, grading }),
  );
  expect(bands).toEqual([...VERDICTS]);
  expect(verdictOf({ state: { kind: 'open' } })).toBeUndefined();
});

test('[RC13] a menu offers what occurs, once each', () => {
  const menus = filterMenus([invitation({}), invitation({})]);
  expect(menus.map(({ filter }) => filter)).toEqual(['role', 'age', 'verdict', 'recommendation', 'decision']);
  expect(menus[0]?.choices).toEqual([{ value: 'backend', label: 'Software Engineer, Backend' }]);
});

test('[RC14] a covered candidate is found by what they go by, and not by what covers them', () => {
  const covered = invitation({ name: '█████ █████████', email: '███@███████', isCovered: true });
  const called = pseudonymOf(covered.attempt);
  expect(called).toMatch(/^Candidate [0-9A-F]{4}$/);
  expect(names([covered], { find: called })).toHaveLength(1);
  expect(names([covered], { find: '█' })).toEqual([]);
  expect(pseudonymOf('att_0000000000000000000001')).not.toBe(called);
});
