import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applied, textChanges, type Stretch } from './text-changes.ts';

// Of few letters, so that much of one stands in the other as well.
const line = fc.string({ unit: fc.constantFrom('a', 'b', '\t'), maxLength: 4 });
const stretch = fc.record({ from: fc.nat({ max: 12 }), lines: fc.array(line, { maxLength: 12 }) });

function after(before: Stretch, now: Stretch): string {
  return textChanges(before, now).reduce(applied, before.lines.join('\n'));
}

describe('changes of a text', () => {
  it('[UI30] make any stretch of lines any other', () => {
    fc.assert(
      fc.property(stretch, stretch, (before, now) => {
        expect(after(before, now)).toBe(now.lines.join('\n'));
      }),
    );
  });

  it('[UI30] touch no letter of lines that only move', () => {
    const window = fc.record({ from: fc.nat({ max: 20 }), height: fc.integer({ min: 1, max: 20 }) });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), window, window, (file, a, b) => {
        const part = ({ from, height }: { from: number; height: number }) => ({ from, lines: file.slice(from, from + height) });
        const [before, now] = [part(a), part(b)];
        const kept = file.slice(Math.max(before.from, now.from), Math.min(before.from + before.lines.length, now.from + now.lines.length));
        const touched = textChanges(before, now).reduce((sum, { count }) => sum + count, 0);
        // And what parts them from the others.
        const atMost = before.lines.join('\n').length - kept.join('\n').length;
        expect(touched).toBeLessThanOrEqual(atMost);
      }),
    );
  });

  it('[UI30] are none where nothing changed, and of an edit no more than it', () => {
    const before = { from: 3, lines: ['one', 'two', 'three'] };
    expect(textChanges(before, before)).toEqual([]);
    expect(textChanges(before, { from: 3, lines: ['one', 'two and', 'three'] })).toEqual([{ offset: 7, count: 0, text: ' and' }]);
    expect(textChanges(before, { from: 4, lines: ['two', 'three', 'four'] })).toEqual([
      { offset: 0, count: 4, text: '' },
      { offset: 9, count: 0, text: '\nfour' },
    ]);
  });
});
