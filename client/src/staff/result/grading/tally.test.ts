import type { GradedTest } from '@twohours/wire/grading';
import { expect, test } from 'vitest';
import { byGroup, disagrees, tally, timesText, weightText } from './tally.ts';

const graded = (group: string, status: GradedTest['status'], weight = 1): GradedTest => ({
  id: 'TestX',
  name: 'a test',
  group,
  clause: 'A1',
  weight,
  tell: 'nothing',
  status,
  elapsedMs: 0,
  output: '',
});

test('[UI6] every test is in exactly one group, named or not', () => {
  const tests = [graded('B', 'passed', 2), graded('A', 'failed', 3), graded('Z', 'passed')];
  const groups = byGroup(tests, [
    { id: 'A', title: 'Asking' },
    { id: 'B', title: 'Failing' },
    { id: 'C', title: 'Nothing here' },
  ]);
  expect(groups.map(({ title, passedWeight, totalWeight }) => [title, passedWeight, totalWeight])).toEqual([
    ['Asking', 0, 3],
    ['Failing', 2, 2],
    ['Z', 1, 1],
  ]);
  expect(groups.flatMap((group) => group.tests)).toHaveLength(tests.length);
});

test('[UI6] a tally leaves out what did not occur', () => {
  expect(tally([graded('A', 'raced'), graded('A', 'passed'), graded('A', 'passed')])).toEqual([
    { status: 'passed', count: 2 },
    { status: 'raced', count: 1 },
  ]);
});

test('[UI6] weights are said without binary tails', () => {
  expect(weightText(0.1 + 0.2)).toBe('0.3');
  expect(weightText(4)).toBe('4');
});

test('[UI6] a repeated test that does not agree with itself says how often it passed', () => {
  const times = { passed: 37, of: 40 };
  expect(timesText(times)).toBe('37 of 40');
  expect([times, { passed: 40, of: 40 }, { passed: 0, of: 40 }, undefined].map((each) => disagrees({ times: each }))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
