import type { ReferenceTrial } from '@twohours/wire/job-ending';
import type { TrialView } from '@twohours/wire/trial';
import { expect, test } from 'vitest';
import { ownTestsSentence } from './own-tests-words.ts';

const view = (state: TrialView['state'], faults = 0): TrialView => ({ id: 'tri_0123456789abcdefghijkl', faults, state });
const done = (reference: ReferenceTrial, caught: number, of: number): TrialView['state'] => ({
  phase: 'done',
  endedAt: 0,
  reference,
  mistakes: Array.from({ length: of }, (_, index) => ({ name: `m${index}`, why: '', isCaught: index < caught })),
  caught,
});
const PASSES: ReferenceTrial = { kind: 'passes', passed: 4, leftOut: [] };

test('[UI15] says how many known mistakes the candidate’s own tests catch, and how far it has come', () => {
  expect(ownTestsSentence(view(done(PASSES, 6, 18))).what).toBe('Pass on the reference, catch 6 of 18 known mistakes');
  expect(ownTestsSentence(view({ phase: 'running', tried: 9, of: 18 })).what).toBe('9 of 18 known mistakes tried');
});

test('[UI15] our fault is never told as theirs', () => {
  for (const state of [{ phase: 'abandoned', endedAt: 0, reason: 'no space' }, { phase: 'queued' }] as const) {
    const { mark, means } = ownTestsSentence(view(state, 2));
    expect(['fault', 'not-reached']).toContain(mark);
    expect(means).toMatch(/on our side|no fault of the candidate/);
  }
});

test('[UI15] a weight is said only where there is one', () => {
  const scored = { ...done(PASSES, 1, 3), score: { earned: 10 / 3, weight: 10 } } as TrialView['state'];
  expect(ownTestsSentence(view(scored)).means).toContain('count 3.33 of 10');
  expect(ownTestsSentence(view(done(PASSES, 1, 3))).means).not.toContain('count');
});

test('[UI15] tests that fail on the reference are told by what stopped them', () => {
  const fails = (outcome: Extract<ReferenceTrial, { kind: 'fails' }>['outcome']): ReferenceTrial => ({
    kind: 'fails',
    outcome,
    tests: [
      { name: 'TestA', status: 'failed' },
      { name: 'TestA/part', status: 'failed' },
    ],
    diagnostics: [],
    output: '',
    leftOut: [],
  });
  expect(ownTestsSentence(view(done(fails({ kind: 'exited', exitCode: 1 }), 0, 0))).means).toMatch(/^1 test did not pass\./);
  expect(ownTestsSentence(view(done(fails({ kind: 'timed-out', wallMs: 10_000 }), 0, 0))).means).toMatch(/^They took more than 10 s\./);
});
