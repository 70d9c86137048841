import { expect, test } from 'vitest';
import { localOf } from '../../api/clock.ts';
import { checked, rolesOf, totalMs, type Draft } from './draft.ts';

const OPENS = 1_795_000_000_000;
const MINUTE = 60_000;

function draft(given: Partial<Draft> = {}): Draft {
  const at = Math.floor(OPENS / MINUTE) * MINUTE;
  return {
    name: 'Amina Okafor',
    email: ' amina@example.org ',
    role: 'backend',
    exercise: 'federated-search',
    opensAt: localOf(at),
    closesAt: localOf(at + 7 * 24 * 60 * MINUTE),
    accommodationPercent: '25',
    ...given,
  };
}

test('[UI4] a window is sent as instants of the reader’s own zone', () => {
  const done = checked(draft());
  if (!('invitation' in done)) throw new Error(JSON.stringify(done));
  expect(done.invitation.opensAt).toBe(Math.floor(OPENS / MINUTE) * MINUTE);
  expect(done.invitation.email).toBe('amina@example.org');
  expect(done.invitation.accommodationPercent).toBe(25);
});

test('[UI4] each field that cannot stay like this has a sentence', () => {
  const done = checked(draft({ name: ' ', email: 'amina', exercise: '', accommodationPercent: '2.5', closesAt: '' }));
  if (!('complaints' in done)) throw new Error('accepted');
  expect(Object.keys(done.complaints).toSorted()).toEqual(['accommodationPercent', 'closesAt', 'email', 'exercise', 'name']);
});

test('[UI4] a latest Start before the earliest is said at the latest', () => {
  const done = checked(draft({ closesAt: localOf(OPENS - 60 * MINUTE) }));
  expect(done).toEqual({ complaints: { closesAt: 'The latest Start lies before the earliest.' } });
});

test('[UI4] the total is the exercise’s own time and the percent on top', () => {
  expect(totalMs({ minutes: 120 }, '25')).toBe(150 * MINUTE);
  expect(totalMs({ minutes: 120 }, '')).toBe(120 * MINUTE);
  expect(totalMs({ minutes: 120 }, 'some')).toBeUndefined();
  expect(totalMs({ minutes: 120 }, '301')).toBeUndefined();
});

test('[UI4] roles are those that there is an exercise for, once each', () => {
  const exercise = { id: 'a', version: 1, title: 'A', role: 'backend', roleTitle: 'Backend', minutes: 1, isPublic: true, hash: 'x' };
  expect(rolesOf([exercise, { ...exercise, id: 'b' }])).toEqual([{ value: 'backend', label: 'Backend' }]);
});
