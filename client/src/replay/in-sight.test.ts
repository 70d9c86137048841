import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bringingInSight, LINE_PX, lineAt, PAD_PX, paintedLines } from './in-sight.ts';

const scrolled = fc.record({ top: fc.integer({ min: 0, max: 40_000 }), height: fc.integer({ min: 60, max: 1_200 }) });
const lines = fc.integer({ min: 1, max: 1_500 });

describe('lines in sight', () => {
  it('[UI25] paints every line that is in sight, and not many more', () => {
    fc.assert(
      fc.property(scrolled, lines, ({ top, height }, count) => {
        const most = Math.max(0, 2 * PAD_PX + count * LINE_PX - height);
        const now = Math.min(top, most);
        const { from, to } = paintedLines({ top, height }, count);
        for (let line = 0; line < count; line += 1) {
          const above = PAD_PX + line * LINE_PX;
          if (above + LINE_PX > now && above < now + height) expect(line >= from && line < to).toBe(true);
        }
        expect(to - from).toBeLessThanOrEqual(height / LINE_PX + 6);
      }),
    );
  });

  it('[UI25] brings lines into sight that fit, moves nothing where they are, and never beyond an end', () => {
    fc.assert(
      fc.property(scrolled, lines, fc.nat(), fc.integer({ min: 0, max: 2 }), (now, count, place, more) => {
        const from = (place % count) + 1;
        const to = Math.min(count, from + more);
        const top = bringingInSight({ from, to }, now, count);
        expect(top).toBeGreaterThanOrEqual(0);
        expect(top).toBeLessThanOrEqual(Math.max(0, 2 * PAD_PX + count * LINE_PX - now.height));
        if ((to - from + 1) * LINE_PX <= now.height) {
          expect(PAD_PX + (from - 1) * LINE_PX).toBeGreaterThanOrEqual(top);
          expect(PAD_PX + to * LINE_PX).toBeLessThanOrEqual(top + now.height);
        }
        expect(bringingInSight({ from, to }, { ...now, top }, count)).toBe(top);
      }),
    );
  });

  it('[UI25] shows the beginning of more lines than fit', () => {
    const top = bringingInSight({ from: 101, to: 300 }, { top: 0, height: 400 }, 1_000);
    expect(lineAt(top + LINE_PX, 1_000)).toBe(101);
  });

  it('[UI25] knows the line under the pointer, beyond the ends the first and the last', () => {
    expect([0, PAD_PX, PAD_PX + LINE_PX - 1, PAD_PX + LINE_PX, 9_999].map((at) => lineAt(at, 12))).toEqual([1, 1, 1, 2, 12]);
  });
});
