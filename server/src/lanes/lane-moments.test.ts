import { newId } from '@twohours/wire/id';
import type { RecordedEntry } from '@twohours/wire/recording';
import { Replay } from '@twohours/wire/replay';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseMoments, inRunningOrder, laneCandidates, MOST_MOMENTS, type LaneCandidate } from './lane-moments.ts';

const starter = { 'main.go': 'package main\n' };
const edit = (at: number, s: string, d = 0): RecordedEntry => ({ v: 1, at, events: [{ kind: 'edit', f: 's0', o: 0, d, s, ago: 0 }] });
const ran = (at: number): RecordedEntry => ({ v: 1, at, events: [{ kind: 'run-started', run: newId('run') }] });
const closed = (at: number): RecordedEntry => ({ v: 1, at, events: [{ kind: 'closed', by: 'candidate' }] });

/** Runs after changes of any size, among them none, and back to what was there before. */
const candidates = fc
  .array(fc.record({ files: fc.integer({ min: 0, max: 40 }), changed: fc.nat(500) }), { minLength: 1, maxLength: 120 })
  .map((all) => all.map(({ files, changed }, index): LaneCandidate => ({ event: index + 1, at: index * 10, files: `f${files}`, changed })));

describe('the moments of lanes', () => {
  it('[LN3] are the runs and what was handed in, each with how much had changed', () => {
    const replay = new Replay(starter, [edit(10, 'abc'), ran(20), edit(30, 'x', 3), edit(40, 'y'), ran(50), closed(60)]);
    expect(laneCandidates(replay).map(({ event, at, changed }) => ({ event, at, changed }))).toEqual([
      { event: 2, at: 20, changed: 3 },
      { event: 5, at: 50, changed: 5 },
      { event: 6, at: 60, changed: 0 },
    ]);
    const moments = chooseMoments(laneCandidates(replay));
    // What was handed in is what was run last.
    expect(moments.map(({ event }) => event)).toEqual([2, 5]);
  });

  it('[LN4] are 24 at most, in order, the first and the last among them, and never the same files twice in a row', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const chosen = chooseMoments(all);
        expect(chosen.length).toBeLessThanOrEqual(MOST_MOMENTS);
        expect(chosen.map(({ event }) => event)).toEqual(chosen.map(({ event }) => event).toSorted((a, b) => a - b));
        expect(chosen[0]?.event).toBe(1);
        expect(chosen.at(-1)?.files).toBe(all.at(-1)?.files);
        for (const [index, { files }] of chosen.entries()) {
          const next = chosen[index + 1];
          // Two that were apart may have lost what lay between them.
          if (next && files === next.files) expect(all.slice(chosen[index]?.event, next.event - 1).some((each) => each.files !== files)).toBe(true);
        }
        const different = all.filter(({ files }, index) => files !== all[index - 1]?.files);
        expect(chosen).toHaveLength(Math.min(MOST_MOMENTS, different.length));
      }),
    );
  });

  it('[LN4] are those before which most was changed', () => {
    const all = [5, 1, 90, 2, 80, 1, 3].map((changed, index): LaneCandidate => ({ event: index + 1, at: index, files: `f${index}`, changed }));
    expect(chooseMoments(all, 4).map(({ event }) => event)).toEqual([1, 3, 5, 7]);
    // Many small changes are a large one in the end.
    const creeping = [0, 3, 3, 3, 4, 0].map((changed, index): LaneCandidate => ({ event: index + 1, at: index, files: `f${index}`, changed }));
    expect(chooseMoments(creeping, 4).map(({ event }) => event)).toEqual([1, 3, 5, 6]);
  });

  it('[LN5] are run the last and the first before others, and then where the gap is widest', () => {
    expect(inRunningOrder([1, 2, 3, 4, 5, 6, 7])).toEqual([7, 1, 4, 2, 5, 3, 6]);
    fc.assert(
      fc.property(fc.nat(60), (length) => {
        const all = Array.from({ length }, (_, index) => index);
        const order = inRunningOrder(all);
        expect(order.toSorted((a, b) => a - b)).toEqual(all);
      }),
    );
  });
});
