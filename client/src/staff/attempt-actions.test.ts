import { expect, test } from 'vitest';
import { actionsFor } from './attempt-actions.ts';

test('[UI11] minutes are added to an open attempt, and a closed one is reopened', () => {
  const admin = { roles: ['admin' as const] };
  expect(actionsFor(admin, { kind: 'active', elapsedMs: 1, connected: true })).toEqual(['add-minutes', 'reissue', 'void']);
  expect(actionsFor(admin, { kind: 'closed', by: 'deadline', closedAt: 0 })).toEqual(['reopen']);
});

test('[UI11] a withdrawn invitation comes back by a new link only', () => {
  expect(actionsFor({ roles: ['admin'] }, { kind: 'withdrawn' })).toEqual(['reissue']);
});

test('[UI11] reviewers and graders are offered none of it', () => {
  expect(actionsFor({ roles: ['reviewer', 'grader'] }, { kind: 'active', elapsedMs: 1, connected: true })).toEqual([]);
});
