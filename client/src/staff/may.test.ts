import { routes } from '@twohours/wire/route';
import { expect, test } from 'vitest';
import { may } from './may.ts';

test('[UI1] an action is offered to the roles of its route and to no other', () => {
  expect(may({ roles: ['admin'] }, 'addMinutes')).toBe(true);
  expect(may({ roles: ['reviewer', 'grader'] }, 'addMinutes')).toBe(false);
  expect(may({ roles: ['grader'] }, 'startGrading')).toBe(true);
  expect(may({ roles: ['reviewer'] }, 'startGrading')).toBe(false);
  expect(routes.readResult.audience).toContain('reviewer');
  expect(may({ roles: ['reviewer'] }, 'readResult')).toBe(true);
});

test('[UI1] nobody on staff is offered what is a candidate’s', () => {
  expect(may({ roles: ['admin', 'reviewer', 'grader'] }, 'submitAttempt')).toBe(false);
});
