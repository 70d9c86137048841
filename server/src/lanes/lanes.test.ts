import { newId } from '@twohours/wire/id';
import type { VerdictStatus } from '@twohours/wire/job';
import type { GradingEnding, JobEnding, LaneEnding, LaneFinding } from '@twohours/wire/job-ending';
import type { HiddenPart } from '@twohours/wire/exercise';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Grading } from '../grading/grading.ts';
import { batchesOf, beginLanes, type Beginning } from './begin-lanes.ts';
import type { LaneCandidate } from './lane-moments.ts';
import { toLanesView } from './lane-views.ts';
import { LANE_BUDGET_MS, nextSteps, remainingSteps, settle, type Finding, type Lanes } from './lanes.ts';

const HASH = '0'.repeat(64);
const grading: Grading = {
  id: newId('grd'),
  attempt: newId('att'),
  submission: newId('sub'),
  submissionNumber: 1,
  cause: { kind: 'closing' },
  moments: [0],
  exercise: { id: 'sum', version: 1, hashes: { exercise: HASH, open: HASH, sealed: HASH, hidden: HASH } },
  requestedAt: 0,
  try: 1,
  lease: 'a-lease-of-the-grading',
  faults: 0,
  state: { phase: 'queued' },
};

const candidate = (files: string, index: number): LaneCandidate => ({ event: index + 1, at: index * 1_000, files, changed: 10 });
const tests = (...statuses: [string, VerdictStatus][]): LaneFinding => ({ kind: 'tests', tests: statuses.map(([id, status]) => ({ id, status })) });
const verdict = (...statuses: [string, VerdictStatus, number?][]): GradingEnding => ({
  kind: 'tests',
  containers: 1,
  tests: statuses.map(([id, status, elapsedMs = 10]) => ({ id, status, elapsedMs, output: '' })),
});

const A = 'TestA';
const B = 'TestB';

function begun(files: readonly string[], change: Partial<Beginning> = {}): Lanes {
  const of: Beginning = {
    grading,
    ending: verdict([A, 'passed'], [B, 'failed'], ['TestOther', 'passed']),
    image: 'i',
    tests: [A, B],
    candidates: files.map(candidate),
    submitted: files.at(-1) ?? '',
    earlier: [],
    ...change,
  };
  const lanes = beginLanes(of, 0);
  if (!lanes) throw new Error('none');
  return lanes;
}

type Ending = Extract<JobEnding, { kind: 'lane' | 'faulted' }>;
const slice = (lanes: Lanes, done: LaneFinding[], more: Partial<LaneEnding> = {}): Ending => ({
  kind: 'lane',
  id: lanes.id,
  try: lanes.try,
  lease: lanes.lease,
  worker: 'w',
  ending: { done, spentMs: 1_000, isCut: false, image: 'i', ...more },
});
const fault = ({ id, try: jobTry, lease }: Lanes): Ending => ({
  kind: 'faulted',
  of: 'lane',
  id,
  try: jobTry,
  lease,
  worker: 'w',
  reason: 'no space',
});
const all = (status: VerdictStatus) => tests([A, status], [B, status]);

function after(lanes: Lanes, ...endings: ((lanes: Lanes) => Ending)[]): Lanes {
  return endings.reduce((before, ending) => settle(before, ending(before), 5) ?? before, lanes);
}

const HIDDEN: Pick<HiddenPart, 'tests'> = {
  tests: [A, B, 'TestOther'].map((id) => ({
    id,
    name: `${id}, in words`,
    weight: 1,
    group: 'A',
    clause: 'A1',
    repeats: 1,
    lane: id !== 'TestOther',
    tell: 'nothing',
  })),
};

describe('lanes', () => {
  it('[LN6] run equal files once, and what the verdict says of them is not run at all', () => {
    const lanes = begun(['a', 'b', 'a', 'c']);
    expect(nextSteps(lanes).map(({ files }) => files)).toEqual(['a', 'b']);
    expect(lanes.findings).toEqual([{ files: 'c', image: 'i', isReused: true, found: tests([A, 'passed'], [B, 'failed']) }]);
    const view = toLanesView(
      after(lanes, (now) => slice(now, [all('failed'), all('passed')])),
      HIDDEN,
    );
    expect(view.lanes[0]?.points.map(({ event, isReused }) => [event, isReused])).toEqual([
      [1, false],
      [2, false],
      [3, true],
      [4, true],
    ]);
  });

  it('[LN6] know what an earlier closing found, with the same image, and no other', () => {
    const known = (files: string, image: string): Finding => ({ files, image, isReused: false, found: all('raced') });
    const earlier = { ...begun(['a', 'b', 'x']), findings: [known('a', 'i'), known('b', 'old'), known('x', 'i')] };
    const lanes = begun(['a', 'b', 'c'], { earlier: [earlier] });
    expect(nextSteps(lanes).map(({ files }) => files)).toEqual(['b']);
    expect(lanes.findings.map(({ files, isReused }) => [files, isReused])).toEqual([
      ['c', true],
      ['a', true],
    ]);
    expect(begun(['c', 'c'])).toMatchObject({ moments: [{ event: 1 }], state: { phase: 'done', how: 'all' } });
  });

  it('[LN6] are none where the exercise marks no test', () => {
    expect(beginLanes({ grading, ending: verdict(), image: 'i', tests: [], candidates: [candidate('a', 0)], submitted: 'a', earlier: [] }, 0)).toBe(
      undefined,
    );
  });

  it('[LN7] go on slice by slice, each with a lease of its own, until everything is known', () => {
    const first = after(begun(['a', 'b', 'c']), (now) => slice(now, [all('failed')]));
    expect(first).toMatchObject({ try: 2, spentMs: 1_000, state: { phase: 'queued' } });
    expect(first.lease).not.toBe(begun(['a']).lease);
    const done = after(first, (now) => slice(now, [{ kind: 'not-compiled' }]));
    expect(done).toMatchObject({ try: 2, spentMs: 2_000, state: { phase: 'done', how: 'all', endedAt: 5 } });
    expect(settle(done, slice(done, [all('failed')]), 6)).toBeUndefined();
    expect(settle(first, slice(begun(['a']), [all('failed')]), 6)).toBeUndefined();
  });

  it('[LN2] end when the budget is spent, however the slices came to it, and say so', () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f'];
    const spent = after(begun(many), (now) => slice(now, [all('failed')], { spentMs: LANE_BUDGET_MS }));
    expect(spent).toMatchObject({ state: { phase: 'done', how: 'budget-spent' } });
    const cut = after(begun(many), (now) => slice(now, [], { isCut: true, spentMs: 7 }));
    expect(cut).toMatchObject({ spentMs: 7, state: { phase: 'done', how: 'budget-spent' } });
    expect(toLanesView(spent, HIDDEN)).toMatchObject({ moments: { done: 2, of: 6 }, spentMs: LANE_BUDGET_MS, budgetMs: LANE_BUDGET_MS });
    // It was the last one: nothing is missing.
    expect(after(begun(['a', 'b']), (now) => slice(now, [all('failed')], { spentMs: LANE_BUDGET_MS }))).toMatchObject({ state: { how: 'all' } });
  });

  it('[LN8] do not believe a slice of nothing, of more than was asked for, or of other tests', () => {
    const lanes = begun(['a', 'b', 'c']);
    const wrong = [[], [all('failed'), all('failed'), all('failed')], [tests([A, 'passed'])], [tests([A, 'passed'], ['TestOther', 'passed'])]];
    for (const done of wrong)
      expect(settle(lanes, slice(lanes, done), 0), JSON.stringify(done)).toMatchObject({ faults: 1, try: 2, state: { phase: 'queued' } });
  });

  it('[LN8] are given up after three faults in a row, and not after three in all', () => {
    const one = (now: Lanes) => slice(now, [all('failed')]);
    const scattered = after(begun(['a', 'b', 'c', 'd']), fault, fault, one, fault, fault, one, fault, fault);
    expect(scattered).toMatchObject({ faults: 2, state: { phase: 'queued' } });
    expect(after(scattered, fault)).toMatchObject({ state: { phase: 'abandoned', reason: 'no space', endedAt: 5 } });
  });

  it('[LN14] put tests that take long into slices of their own, and ask for what is missing of some files', () => {
    expect(batchesOf([A, B, 'TestC'], verdict([A, 'passed', 3_000], [B, 'passed', 500], ['TestC', 'passed', 9_000]))).toEqual([[A, B], ['TestC']]);
    const lanes = begun(['a', 'b'], { ending: verdict([A, 'passed', 9_000], [B, 'failed', 9_000]) });
    expect(nextSteps(lanes)).toEqual([
      { files: 'a', tests: [A] },
      { files: 'a', tests: [B] },
    ]);
    const half = after(lanes, (now) => slice(now, [tests([A, 'passed'])]));
    expect(remainingSteps(half)).toEqual([{ files: 'a', tests: [B] }]);
    expect(toLanesView(half, HIDDEN).moments).toEqual({ done: 1, of: 2 });
    expect(after(half, (now) => slice(now, [tests([B, 'raced'])])).findings.find(({ files }) => files === 'a')?.found).toEqual(
      tests([A, 'passed'], [B, 'raced']),
    );
    // Without compiling there is nothing to ask for again.
    expect(remainingSteps(after(lanes, (now) => slice(now, [{ kind: 'refused' }])))).toEqual([]);
  });

  it('[LN7] come to an end whatever a sandbox answers', () => {
    const answer = fc.record({
      count: fc.nat(8),
      spentMs: fc.nat(20_000),
      isCut: fc.boolean(),
      isFault: fc.boolean(),
      kind: fc.constantFrom('tests', 'not-compiled', 'tampered'),
    });
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }), fc.infiniteStream(answer), (files, answers) => {
        let lanes = begun(files);
        for (let slices = 0; lanes.state.phase === 'queued'; slices += 1) {
          expect(slices).toBeLessThan(200);
          const { count, spentMs, isCut, isFault, kind } = answers.next().value as typeof answer extends fc.Arbitrary<infer T> ? T : never;
          const found: LaneFinding = kind === 'tests' ? all('passed') : { kind: kind as 'tampered' };
          const ending = isFault ? fault(lanes) : slice(lanes, Array<LaneFinding>(count).fill(found), { spentMs, isCut });
          lanes = settle(lanes, ending, 0) ?? lanes;
        }
        expect(remainingSteps(lanes).length === 0).toBe(lanes.state.phase === 'done' && lanes.state.how === 'all');
      }),
    );
  });
});

describe('what staff see of lanes', () => {
  it('[LN9] is where a test first passed, regressed, passed again and first raced, by the manifest’s name', () => {
    const statuses: VerdictStatus[] = ['failed', 'passed', 'raced', 'passed', 'not-reached', 'crashed', 'raced', 'passed'];
    const files = statuses.map((_, index) => `f${index}`);
    const lanes: Lanes = {
      ...begun(files),
      findings: statuses.map((status, index) => ({ files: `f${index}`, image: 'i', isReused: false, found: all(status) })),
    };
    const [lane] = toLanesView(lanes, HIDDEN).lanes;
    expect(lane).toMatchObject({ id: A, name: 'TestA, in words' });
    expect(lane?.points.map(({ changes }) => changes)).toEqual([
      [],
      ['first-passed'],
      ['regressed', 'first-raced'],
      ['passed-again'],
      [],
      ['regressed'],
      [],
      ['passed-again'],
    ]);
  });

  it('[LN9] says nothing of a test where nothing compiled', () => {
    const lanes = after(begun(['a', 'b', 'c']), (now) => slice(now, [all('passed'), { kind: 'not-compiled' }]));
    const [, lane] = toLanesView(lanes, HIDDEN).lanes;
    expect(lane?.points.map(({ event, status, changes }) => [event, status, changes])).toEqual([
      [1, 'passed', ['first-passed']],
      [3, 'failed', ['regressed']],
    ]);
    expect(toLanesView(lanes, HIDDEN).moments).toEqual({ done: 3, of: 3 });
  });

  it('[LN9] is that they are to come, or that the exercise has none', () => {
    expect(toLanesView(undefined, HIDDEN)).toMatchObject({ state: { phase: 'waiting' }, lanes: [] });
    expect(toLanesView(undefined, { tests: HIDDEN.tests.slice(2) })).toMatchObject({ state: { phase: 'none' } });
  });
});
