import { expect, test } from 'vitest';
import { instantOf } from '../api/clock.ts';
import { closedText, daysBetween, dueOf } from './days.ts';

const at = (local: string): number => instantOf(local) ?? Number.NaN;

test('[RC12] days are those of the calendar in the reader’s zone', () => {
  expect(daysBetween(at('2026-11-20T23:59'), at('2026-11-21T00:01'))).toBe(1);
  expect(daysBetween(at('2026-03-28T12:00'), at('2026-03-30T01:00'))).toBe(2);
  expect(closedText(at('2026-11-20T23:00'), at('2026-11-23T01:00'))).toBe('closed 3 days ago');
  expect(closedText(at('2026-11-20T08:00'), at('2026-11-20T23:00'))).toBe('closed today');
});

test('[RC12] what is due today is pressing, and what is overdue says so in words', () => {
  const now = at('2026-11-20T12:00');
  expect(dueOf(at('2026-11-20T18:00'), now)).toEqual({ isPressing: true, text: 'due today' });
  expect(dueOf(at('2026-11-20T11:00'), now)).toEqual({ isPressing: true, text: 'overdue since today' });
  expect(dueOf(at('2026-11-18T11:00'), now)).toEqual({ isPressing: true, text: 'overdue by 2 days' });
  expect(dueOf(at('2026-11-21T01:00'), now)).toEqual({ isPressing: false, text: 'due tomorrow' });
  expect(dueOf(at('2026-11-25T01:00'), now)).toEqual({ isPressing: false, text: 'due in 5 days' });
});
