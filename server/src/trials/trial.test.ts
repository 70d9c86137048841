import type { HiddenPart } from '@twohours/wire/exercise';
import type { JobEnding, ReferenceTrial, TrialEnding } from '@twohours/wire/job-ending';
import { newId } from '@twohours/wire/id';
import { describe, expect, it } from 'vitest';
import { toTrialView } from './trial-views.ts';
import { remainingOf, settle, trialIdOf, type Trial } from './trial.ts';

const HIDDEN: Pick<HiddenPart, 'solutions' | 'ownTests'> = {
  ownTests: { weight: 10 },
  solutions: {
    'reference/sum.go': '',
    'accepted/other/sum.go': '',
    'rejected/b/mistake.patch': '',
    'rejected/b/why.md': 'catches: TestB\n\nIt forgets b.\n',
    'rejected/a/mistake.patch': '',
    'rejected/a/why.md': 'catches: TestA\n\nIt forgets a.\n',
    'rejected/c/mistake.patch': '',
    'rejected/c/why.md': 'catches: TestC\n\nIt forgets c.\n',
  },
};
const PASSES: ReferenceTrial = { kind: 'passes', passed: 3, leftOut: [] };

function aTrial(change: Partial<Trial> = {}): Trial {
  const grading = newId('grd');
  const trial: Trial = {
    id: trialIdOf(grading),
    grading,
    attempt: newId('att'),
    try: 1,
    lease: 'the-lease-of-now',
    faults: 0,
    mistakes: [],
    state: { phase: 'queued' },
  };
  return { ...trial, ...change };
}

type Ending = Extract<JobEnding, { kind: 'trial' | 'faulted' }>;
const slice = (trial: Trial, ending: TrialEnding): Ending => ({
  kind: 'trial',
  id: trial.id,
  try: trial.try,
  lease: trial.lease,
  worker: 'w',
  ending,
});
const fault = (trial: Trial): Ending => ({
  kind: 'faulted',
  of: 'trial',
  id: trial.id,
  try: trial.try,
  lease: trial.lease,
  worker: 'w',
  reason: 'no space',
});
const mistakes = (...names: string[]) => names.map((name) => ({ name: `rejected/${name}`, isCaught: name !== 'b' }));

function after(trial: Trial, ...endings: ((trial: Trial) => Ending)[]): Trial {
  return endings.reduce((before, ending) => settle(before, ending(before), HIDDEN, 1_000) ?? before, trial);
}

describe('a trial', () => {
  it('[TR3] goes on slice by slice, each with a lease of its own, until nothing is left', () => {
    const first = after(aTrial(), (trial) => slice(trial, { reference: PASSES, mistakes: mistakes('a') }));
    expect(first).toMatchObject({ try: 2, state: { phase: 'queued' } });
    expect(first.lease).not.toBe('the-lease-of-now');
    expect(remainingOf(first, HIDDEN)).toEqual(['rejected/b', 'rejected/c']);
    const begun = after(first, (trial) => slice(trial, { mistakes: mistakes('b'), underWay: { name: 'rejected/c', times: 2 } }));
    expect(begun).toMatchObject({ try: 3, underWay: { name: 'rejected/c', times: 2 } });
    const done = after(begun, (trial) => slice(trial, { mistakes: mistakes('c') }));
    expect(done).toMatchObject({ try: 3, state: { phase: 'done', endedAt: 1_000 } });
    expect(done.underWay).toBeUndefined();
    expect(done.mistakes).toEqual(mistakes('a', 'b', 'c'));
  });

  it('[TR3] is over with the reference where that is not passed', () => {
    const reference: ReferenceTrial = { kind: 'no-tests', leftOut: [] };
    expect(after(aTrial(), (trial) => slice(trial, { reference, mistakes: [] }))).toMatchObject({ reference, state: { phase: 'done' } });
  });

  it('[TR3] takes no answer whose lease is over, and none when it is done', () => {
    const trial = aTrial();
    const old = slice(aTrial({ lease: 'the-lease-of-yesterday' }), { reference: PASSES, mistakes: mistakes('a') });
    expect(settle(trial, old, HIDDEN, 0)).toBeUndefined();
    const done = aTrial({ state: { phase: 'done', endedAt: 1 } });
    expect(settle(done, slice(done, { reference: PASSES, mistakes: [] }), HIDDEN, 0)).toBeUndefined();
  });

  it('[TR4] does not believe a slice of nothing, of something else, or of no more than there was', () => {
    const begun = aTrial({ reference: PASSES, underWay: { name: 'rejected/a', times: 1 } });
    const wrong: [Trial, TrialEnding][] = [
      [aTrial(), { mistakes: [] }],
      [aTrial(), { mistakes: mistakes('a') }],
      [aTrial(), { reference: PASSES, mistakes: mistakes('b') }],
      [aTrial(), { reference: PASSES, mistakes: mistakes('a', 'a') }],
      [begun, { mistakes: [], underWay: { name: 'rejected/a', times: 1 } }],
      [begun, { mistakes: mistakes('b') }],
    ];
    for (const [trial, ending] of wrong) {
      const next = settle(trial, slice(trial, ending), HIDDEN, 0);
      expect(next, JSON.stringify(ending)).toMatchObject({ faults: 1, try: 2, mistakes: [], state: { phase: 'queued' } });
    }
    expect(after(begun, (trial) => slice(trial, { mistakes: [], underWay: { name: 'rejected/a', times: 2 } }))).toMatchObject({ faults: 0 });
  });

  it('[TR5] is given up after three faults in a row, and not after three in all', () => {
    const one = (name: string) => (trial: Trial) => slice(trial, { ...(trial.reference ? {} : { reference: PASSES }), mistakes: mistakes(name) });
    const scattered = after(aTrial(), fault, fault, one('a'), fault, fault, one('b'), fault, fault);
    expect(scattered).toMatchObject({ faults: 2, mistakes: mistakes('a', 'b'), state: { phase: 'queued' } });
    expect(after(scattered, fault)).toMatchObject({ state: { phase: 'abandoned', reason: 'no space', endedAt: 1_000 } });
  });
});

describe('what staff see of it', () => {
  it('[TR9] names each mistake with its author’s words, and earns of the weight what is caught', () => {
    const done = aTrial({ reference: PASSES, mistakes: mistakes('a', 'b', 'c'), state: { phase: 'done', endedAt: 5 } });
    expect(toTrialView(done, HIDDEN).state).toEqual({
      phase: 'done',
      endedAt: 5,
      reference: PASSES,
      caught: 2,
      mistakes: [
        { name: 'a', why: 'It forgets a.', isCaught: true },
        { name: 'b', why: 'It forgets b.', isCaught: false },
        { name: 'c', why: 'It forgets c.', isCaught: true },
      ],
      score: { earned: (10 * 2) / 3, weight: 10 },
    });
    const failed = aTrial({ reference: { kind: 'no-tests', leftOut: [] }, state: { phase: 'done', endedAt: 5 } });
    expect(toTrialView(failed, HIDDEN).state).toMatchObject({ score: { earned: 0, weight: 10 } });
    expect(toTrialView(done, { ...HIDDEN, ownTests: {} }).state).not.toHaveProperty('score');
  });

  it('[TR3] says how far it has come', () => {
    expect(toTrialView(aTrial(), HIDDEN).state).toEqual({ phase: 'queued' });
    const running = aTrial({ reference: PASSES, mistakes: mistakes('a') });
    expect(toTrialView(running, HIDDEN).state).toEqual({ phase: 'running', tried: 1, of: 3 });
  });
});
