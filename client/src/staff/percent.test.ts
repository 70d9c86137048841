import { expect, test } from 'vitest';
import { percentText } from './percent.ts';

test('[UI3] a score says 100 % only when everything passed, and 0 % only when nothing did', () => {
  expect(percentText({ passedWeight: 100, totalWeight: 100 })).toBe('100 %');
  expect(percentText({ passedWeight: 99.9, totalWeight: 100 })).toBe('99 %');
  expect(percentText({ passedWeight: 0, totalWeight: 100 })).toBe('0 %');
  expect(percentText({ passedWeight: 0.1, totalWeight: 100 })).toBe('1 %');
});
