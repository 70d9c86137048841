import { describe, expect, it } from 'vitest';
import { isAmong, linesAmong } from './lines.ts';

describe('lines', () => {
  it('[UI25] are marked as far as they are painted', () => {
    const painted = { from: 10, to: 19 };
    expect(linesAmong({ from: 12, to: 14 }, painted)).toEqual({ from: 12, to: 14 });
    expect(linesAmong({ from: 1, to: 10 }, painted)).toEqual({ from: 10, to: 10 });
    expect(linesAmong({ from: 1, to: 400 }, painted)).toEqual(painted);
    expect([linesAmong({ from: 1, to: 9 }, painted), linesAmong({ from: 20, to: 21 }, painted)]).toEqual([undefined, undefined]);
    expect([9, 10, 19, 20].map((line) => isAmong(line, painted))).toEqual([false, true, true, false]);
  });
});
