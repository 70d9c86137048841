import { describe, expect, it } from 'vitest';
import { idealLatencies, overtakenMost } from './ideal.ts';

describe('the ideal', () => {
  it('[BE6] does one after the other, and is never ahead of who has not come yet', () => {
    expect(idealLatencies([0, 0, 0], 2)).toEqual([500, 1_000, 1_500]);
    expect(idealLatencies([0, 400, 5_000], 2)).toEqual([500, 600, 500]);
  });

  it('[BE7] lets nobody be overtaken', () => {
    const inOrder = [0, 1, 2].map((at) => ({ pressedAt: at, endedAt: at + 10 }));
    expect(overtakenMost(inOrder)).toBe(0);
    expect(overtakenMost([{ pressedAt: 0, endedAt: 50 }, ...inOrder.slice(1)])).toBe(2);
  });
});
