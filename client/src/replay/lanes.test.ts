import type { Lane, LanesView } from '@twohours/wire/lanes';
import { describe, expect, it } from 'vitest';
import { lanesSentence, pointText, stretchesOf, withLanes } from './lanes.ts';
import type { Moment } from './moments.ts';

type Point = Lane['points'][number];
const point = (event: number, more: Partial<Point> = {}): Point => ({
  event,
  at: event * 1_000,
  status: 'failed',
  changes: [],
  isReused: false,
  ...more,
});
const lane = (...points: Point[]): Lane => ({ id: 'TestA', name: 'Words are counted', points });

describe('test lanes', () => {
  it('[UI22] are told among what happened, after the run that they are about', () => {
    const run: Moment = { kind: 'run', at: 2_000, count: 2, what: 'Run 1' };
    const later: Moment = { kind: 'file', at: 9_000, count: 9, what: 'Made a.go' };
    const passed = point(2, { status: 'passed', changes: ['first-passed'] });
    const broken = point(5, { changes: ['regressed'] });
    expect(withLanes([run, later], [lane(point(1), passed, point(3, { status: 'passed' }), broken)]).map(({ count, what }) => [count, what])).toEqual(
      [
        [2, 'Run 1'],
        [2, 'Words are counted: first passed'],
        [5, 'Words are counted: regressed (failed)'],
        [9, 'Made a.go'],
      ],
    );
  });

  it('[UI22] are told with what a mark means', () => {
    const text = (more: Partial<Point>) => pointText({ name: 'X' }, point(1, more));
    expect(text({})).toBe('X: failed');
    expect(text({ status: 'raced', changes: ['regressed', 'first-raced'] })).toBe('X: regressed, first raced');
    expect(text({ status: 'timed-out', changes: ['regressed'] })).toBe('X: regressed (timed out)');
    expect(text({ status: 'passed', isReused: true })).toBe('X: passed; known from the same files');
  });

  it('[UI22] last from one moment to the next, and to the end', () => {
    expect(stretchesOf(lane(point(1), point(4, { status: 'passed' })), 9_000)).toEqual([
      { status: 'failed', from: 1_000, to: 4_000 },
      { status: 'passed', from: 4_000, to: 9_000 },
    ]);
  });

  it('[UI23] say at how many moments, what it cost of what it may, and whether the budget is spent', () => {
    const view: LanesView = { state: { phase: 'running' }, moments: { done: 24, of: 24 }, spentMs: 96_000, budgetMs: 120_000, lanes: [] };
    const said = (more: Partial<LanesView>) => lanesSentence({ ...view, ...more }, true);
    expect(said({ state: { phase: 'done', endedAt: 0, how: 'all' } })).toBe(
      'Hidden tests were run at 24 moments, 96 s of at most 120 s in containers.',
    );
    expect(said({ state: { phase: 'done', endedAt: 0, how: 'budget-spent' }, moments: { done: 17, of: 24 } })).toMatch(
      /^Hidden tests were run at 17 of 24 moments, .* the budget is spent\./,
    );
    expect(said({ moments: { done: 3, of: 24 } })).toMatch(/3 of 24 moments so far/);
    expect(said({ state: { phase: 'abandoned', endedAt: 0, reason: 'no space' } })).toMatch(/on our side/);
    expect(said({ state: { phase: 'none' } })).toBeUndefined();
    // A page of a bundle has nobody to ask.
    const spent = { ...view, state: { phase: 'done' as const, endedAt: 0, how: 'budget-spent' as const } };
    expect([lanesSentence(spent, true), lanesSentence(spent, false)]).toEqual([
      expect.stringMatching('Any other moment'),
      expect.stringMatching('spent.$'),
    ]);
  });
});
