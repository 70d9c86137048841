import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreOf, type Mark, type WeighedCriterion } from './review.ts';

const criterion = (id: string, points: number[]): WeighedCriterion => ({ id, title: id, levels: points.map((_, n) => `level ${n + 1}`), points });
const mark = (of: string, level?: number): Mark => ({ criterion: of, ...(level === undefined ? {} : { level }), evidence: [], note: '' });

/** A rubric whose criteria are told apart by their place, with a level for some of them. Whole numbers add up exactly. */
const marked = fc
  .array(fc.tuple(fc.array(fc.nat(100), { minLength: 2, maxLength: 6 }), fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined })), {
    maxLength: 8,
  })
  .map((rows) => ({
    rubric: rows.map(([points], place) => criterion(`c${place}`, points)),
    marks: rows.map(([points, level], place) => mark(`c${place}`, level === undefined ? undefined : Math.min(level, points.length))),
  }));

describe('what a review comes to', () => {
  it('[RV5] is the sum of what its levels are worth today, of the most that there is', () => {
    const rubric = [criterion('a', [0, 1, 2, 3]), criterion('b', [0, 5, 2])];
    const marks = [mark('a', 2), mark('b', 3)];
    expect(scoreOf(rubric, { marks })).toEqual({ points: 3, of: 8 });
    const changed = [criterion('a', [0, 10, 20, 30]), criterion('b', [1, 2.5, 7.5])];
    expect(scoreOf(changed, { marks })).toEqual({ points: 17.5, of: 37.5 });
    // The highest level need not be the one that is worth most.
    expect(scoreOf(rubric, { marks: [mark('a', 4), mark('b', 2)] })).toEqual({ points: 8, of: 8 });
  });

  it('[RV5] is counted from levels alone: no level and no such criterion are worth nothing, and the order is the same to it', () => {
    const rubric = [criterion('a', [4, 9]), criterion('b', [4, 9])];
    expect(scoreOf(rubric, { marks: [] })).toEqual({ points: 0, of: 18 });
    expect(scoreOf(rubric, { marks: [mark('a'), mark('gone', 2)] })).toEqual({ points: 0, of: 18 });
    expect(scoreOf(rubric, { marks: [mark('b', 1), mark('a', 2)] })).toEqual(scoreOf(rubric, { marks: [mark('a', 2), mark('b', 1)] }));
  });

  it('[RV5] lies between nothing and the most, and changes by just what the points of a given level change', () => {
    fc.assert(
      fc.property(marked, fc.nat(), fc.nat(100), ({ rubric, marks }, pick, worth) => {
        const before = scoreOf(rubric, { marks });
        expect(before.points).toBeGreaterThanOrEqual(0);
        expect(before.points).toBeLessThanOrEqual(before.of);
        const at = rubric.length === 0 ? 0 : pick % rubric.length;
        const level = marks[at]?.level;
        const changed = rubric.map((each, place) =>
          place === at && level !== undefined ? { ...each, points: each.points.with(level - 1, worth) } : each,
        );
        const was = level === undefined ? 0 : (rubric[at]?.points[level - 1] ?? 0);
        expect(scoreOf(changed, { marks }).points - before.points).toBe(level === undefined ? 0 : worth - was);
      }),
    );
  });

  it('[RV5] grows with all points alike, and is the sum of what its criteria come to alone', () => {
    fc.assert(
      fc.property(marked, fc.integer({ min: 0, max: 9 }), ({ rubric, marks }, times) => {
        const { points, of } = scoreOf(rubric, { marks });
        const more = rubric.map((each) => ({ ...each, points: each.points.map((worth) => worth * times) }));
        expect(scoreOf(more, { marks })).toEqual({ points: points * times, of: of * times });
        const alone = rubric.map((each) => scoreOf([each], { marks }));
        expect({ points: sum(alone.map((each) => each.points)), of: sum(alone.map((each) => each.of)) }).toEqual({ points, of });
      }),
    );
  });
});

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
