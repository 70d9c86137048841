import { argon2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword } from './password.ts';

const RIGHT = 'correct horse battery';

describe('a password', () => {
  it('[SF1] is recognised by its hash, and another is not', async () => {
    const stored = await hashPassword(RIGHT);
    expect(await isPassword(RIGHT, stored)).toBe(true);
    expect(await isPassword(`${RIGHT} `, stored)).toBe(false);
    expect(await isPassword('', stored)).toBe(false);
  });

  it('[SF1] is stored with argon2id, at least 19 MiB and two passes, and a salt of its own', async () => {
    const [one, two] = await Promise.all([hashPassword(RIGHT), hashPassword(RIGHT)]);
    const [, memory, passes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/.exec(one) ?? [];
    expect(Number(memory)).toBeGreaterThanOrEqual(19 * 1024);
    expect(Number(passes)).toBeGreaterThanOrEqual(2);
    expect(one).not.toBe(two);
  });

  it('[SF1] is checked with the parameters that its hash names, so that they can be raised', async () => {
    const older = hashWith(8, 1);
    expect(await isPassword(RIGHT, older)).toBe(true);
    expect(await isPassword('something else', older)).toBe(false);
  });

  it('[SF1] is the same in every Unicode spelling', async () => {
    const stored = await hashPassword('caf\u00e9 au lait noir');
    expect(await isPassword('cafe\u0301 au lait noir', stored)).toBe(true);
  });

  it('[SF2] costs the same where nobody is known as where somebody is', async () => {
    const stored = await hashPassword(RIGHT);
    const known: number[] = [];
    const unknown: number[] = [];
    for (let i = 0; i < 7; i++) {
      known.push(await lengthOf(() => isPassword('wrong', stored)));
      unknown.push(await lengthOf(() => isPassword('wrong', undefined)));
    }
    expect(await isPassword('', undefined)).toBe(false);
    // Without the work for nobody it is a thousandth; the margin is for a machine that does other things meanwhile.
    expect(median(unknown)).toBeGreaterThan(median(known) / 5);
  });
});

function hashWith(memory: number, passes: number): string {
  const nonce = Buffer.from('somesalt-somesalt');
  const key = argon2Sync('argon2id', { message: RIGHT, nonce, memory, passes, parallelism: 1, tagLength: 24 });
  return `$argon2id$v=19$m=${memory},t=${passes},p=1$${nonce.toString('base64').replaceAll('=', '')}$${key.toString('base64')}`;
}

async function lengthOf(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

function median(lengths: number[]): number {
  return lengths.toSorted((a, b) => a - b)[Math.floor(lengths.length / 2)] ?? 0;
}
