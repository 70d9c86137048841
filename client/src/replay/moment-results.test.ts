import type { CheckView } from '@twohours/wire/check';
import type { GradingView } from '@twohours/wire/grading';
import { newId } from '@twohours/wire/id';
import { expect, test } from 'vitest';
import { isUnderWay, momentResultsOf } from './moment-results.ts';

const HASH = '0'.repeat(64);
const attempt = newId('att');
const by = newId('stf');
const grading = (requestedAt: number, cause: GradingView['cause']): GradingView => ({
  id: newId('grd'),
  attempt,
  submission: newId('sub'),
  submissionNumber: 1,
  cause,
  atMs: 5_000,
  exercise: { id: 'sum', version: 1, hashes: { exercise: HASH, open: HASH, sealed: HASH, hidden: HASH } },
  requestedAt,
  faults: 0,
  state: { phase: 'queued' },
});
const check = (requestedAt: number, state: CheckView['state']): CheckView => ({
  id: newId('chk'),
  attempt,
  moment: { event: 3, at: 4_000 },
  by,
  name: 'Grace',
  requestedAt,
  faults: 0,
  state,
});

test('[UI24] what was run at moments is listed the newest first, and nothing else is', () => {
  const gradings = [grading(1, { kind: 'closing' }), grading(9, { kind: 'moment', by, name: 'Ada', event: 7 })];
  const results = momentResultsOf({ gradings, checks: [check(8, { phase: 'queued' }), check(10, { phase: 'abandoned', endedAt: 11, reason: '' })] });
  expect(results.map(({ tests, event, at, name }) => [tests, event, at, name])).toEqual([
    ['visible', 3, 4_000, 'Grace'],
    ['hidden', 7, 5_000, 'Ada'],
    ['visible', 3, 4_000, 'Grace'],
  ]);
  expect(results.map(isUnderWay)).toEqual([false, true, true]);
});
