import { describe, expect, it } from 'vitest';
import { Recent } from './recent.ts';

describe('what was loaded', () => {
  it('[EX9] is remembered up to the limit, and what was not used for longest is forgotten', async () => {
    const loaded: string[] = [];
    const recent = new Recent(2, async (key) => {
      loaded.push(key);
      return key.toUpperCase();
    });
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) expect(await recent.get(key)).toBe(key.toUpperCase());
    expect(loaded).toEqual(['a', 'b', 'c', 'b']);
  });

  it('[EX9] is shared by all who wait for it, and a failure is not remembered', async () => {
    let tries = 0;
    const recent = new Recent(2, async () => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
      return tries;
    });
    const settled = await Promise.allSettled([recent.get('a'), recent.get('a')]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await Promise.all([recent.get('a'), recent.get('a')])).toEqual([2, 2]);
  });
});
