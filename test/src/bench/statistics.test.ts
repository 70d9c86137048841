import { describe, expect, it } from 'vitest';
import { spread } from './statistics.ts';

describe('a spread', () => {
  it('[BE1] names figures that were measured', () => {
    expect(spread([5, 1, 3, 2, 4])).toMatchObject({ median: 3, p95: 5, min: 1, max: 5 });
    expect(spread([7])).toMatchObject({ median: 7, p95: 7 });
  });
});
