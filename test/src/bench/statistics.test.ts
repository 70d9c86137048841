import { describe, expect, it } from 'vitest';
import { ratios, spread } from './statistics.ts';

describe('a spread', () => {
  it('[BE1] names figures that were measured', () => {
    expect(spread([5, 1, 3, 2, 4])).toMatchObject({ n: 5, median: 3, p95: 5, min: 1, max: 5 });
    expect(spread([7])).toMatchObject({ n: 1, median: 7, p95: 7 });
    const twenty = Array.from({ length: 20 }, (_, index) => index + 1);
    expect(spread(twenty)).toMatchObject({ median: 10, p95: 19 });
  });

  it('[BE2] compares within rounds: a slow round is slow for both', () => {
    expect(ratios([10, 200, 30], [20, 400, 60])).toMatchObject({ median: 0.5, p95: 0.5 });
  });
});
