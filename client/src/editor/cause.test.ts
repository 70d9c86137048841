import { expect, it } from 'vitest';
import { causeOf } from './cause.ts';

const change = (metadata?: { source: string; kind?: string }) => ({
  isUndoing: false,
  isRedoing: false,
  ...(metadata ? { detailedReasons: [{ metadata }] } : {}),
});

it('[E1] tells pasting, suggestions and undoing from typing', () => {
  expect(causeOf(change({ source: 'cursor', kind: 'type' }))).toBeUndefined();
  expect(causeOf(change({ source: 'cursor', kind: 'paste' }))).toBe('paste');
  expect(causeOf(change({ source: 'suggest' }))).toBe('suggestion');
  expect(causeOf({ ...change(), isRedoing: true })).toBe('undo');
});

it('[E2] takes everything for typed when Monaco gives no reason', () => {
  expect(causeOf(change())).toBeUndefined();
});
