import type { GradingView } from '@twohours/wire/grading';
import type { SubmissionView } from '@twohours/wire/staff';
import { expect, test } from 'vitest';
import { besideOf, officialOf } from './official.ts';

const HASH = 'a'.repeat(64);
const id = <P extends string>(prefix: P, n: number): `${P}_${string}` => `${prefix}_${String(n).padStart(22, '0')}`;

function grading(n: number, given: Partial<GradingView> = {}): GradingView {
  return {
    id: id('grd', n),
    attempt: id('att', 1),
    submission: id('sub', 1),
    submissionNumber: 1,
    cause: { kind: 'closing' },
    atMs: 0,
    exercise: { id: 'warm-up', version: 1, hashes: { exercise: HASH, open: HASH, sealed: HASH, hidden: HASH } },
    requestedAt: n,
    faults: 0,
    state: {
      phase: 'graded',
      endedAt: n,
      verdict: { kind: 'not-compiled', diagnostics: [] },
      phases: { waitMs: 0, compileMs: 0, runMs: 0, totalMs: 0 },
      image: 'x',
    },
    ...given,
  };
}

const submission = (number: number): SubmissionView => ({
  id: id('sub', number),
  number,
  closedBy: 'candidate',
  closedAt: 0,
  atMs: 0,
  hash: HASH,
  files: {},
});
const asked: GradingView['cause'] = { kind: 'asked', by: id('stf', 1), name: 'Grace' };

test('[UI5] the newest grading of the last submission counts', () => {
  const gradings = [grading(1), grading(3, { cause: asked }), grading(2, { cause: asked })];
  expect(officialOf(gradings, [submission(1)])?.id).toBe(id('grd', 3));
});

test('[UI5] a grading of an earlier submission does not count once there is a later one', () => {
  expect(officialOf([grading(1), grading(9, { submissionNumber: 1 })], [submission(1), submission(2)])).toBeUndefined();
});

test('[UI5] asking again takes no verdict away before there is another', () => {
  const gradings = [grading(1), grading(2, { cause: asked, state: { phase: 'queued' } })];
  expect(officialOf(gradings, [submission(1)])?.id).toBe(id('grd', 1));
  expect(officialOf([grading(2, { state: { phase: 'queued' } })], [submission(1)])?.id).toBe(id('grd', 2));
});

test('[UI5] the earlier state that compiled stands beside the official verdict and never in its place', () => {
  const beside = grading(2, { cause: { kind: 'did-not-compile', official: id('grd', 1) } });
  const official = officialOf([grading(1), beside], [submission(1)]);
  expect(official?.id).toBe(id('grd', 1));
  expect(official && besideOf([grading(1), beside], official)?.id).toBe(id('grd', 2));
});

test('[UI5] what was asked for at a moment of the replay counts for nothing', () => {
  const moment = grading(9, { cause: { kind: 'moment', by: id('stf', 1), name: 'Grace', event: 3 } });
  expect(officialOf([grading(1), moment], [submission(1)])?.id).toBe(id('grd', 1));
});
