import { expect, it } from 'vitest';
import { LABEL } from './containers.ts';
import { whyForgotten } from './sweep.ts';

const NOW = 1_000_000;
const known = { alive: new Set(['me', 'other']), worker: 'me', inUse: new Set(['used']), now: NOW };
const container = (worker: string, change: { Id?: string; deadline?: string; ageMs?: number } = {}) => ({
  Id: change.Id ?? 'unused',
  Labels: { [LABEL.worker]: worker, [LABEL.deadline]: change.deadline ?? String(NOW + 1) },
  Created: (NOW - (change.ageMs ?? 60_000)) / 1_000,
});

it('[C8] forgets what a dead worker left, what outlived its deadline, and what we no longer need', () => {
  expect(whyForgotten(container('dead'), known)).toContain('worker is gone');
  expect(whyForgotten(container('other', { deadline: String(NOW) }), known)).toContain('deadline');
  expect(whyForgotten(container('other', { deadline: 'soon' }), known)).toContain('deadline');
  expect(whyForgotten(container('me'), known)).toContain('could not be removed');
});

it('[C9] keeps what a living worker needs, and what may just have been made', () => {
  expect(whyForgotten(container('other'), known)).toBeUndefined();
  expect(whyForgotten(container('me', { Id: 'used' }), known)).toBeUndefined();
  expect(whyForgotten(container('me', { ageMs: 1_000 }), known)).toBeUndefined();
});
