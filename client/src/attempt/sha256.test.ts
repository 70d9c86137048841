import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { plainSha256, sha256 } from './sha256.ts';

it('[H1] agrees with Node about every length around a block, and about letters outside ASCII', async () => {
  for (const text of ['', 'abc', 'héllo 🙂\n', ...[54, 55, 56, 57, 63, 64, 65, 119, 120, 1000, 70_000].map((n) => 'x'.repeat(n))]) {
    const expected = createHash('sha256').update(text).digest('hex');
    expect(await sha256(text)).toBe(expected);
    expect(Buffer.from(plainSha256(new TextEncoder().encode(text))).toString('hex')).toBe(expected);
  }
});
