import { newId } from '@twohours/wire/id';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testRedis, type TestRedis } from '../redis/testing/test-redis.ts';
import { isSigned, isSignedManifest, SigningKey } from './signing-key.ts';

let test: TestRedis;
beforeEach(() => {
  test = testRedis();
});
afterEach(() => test.close());

const attempt = newId('att');
const head = 'a'.repeat(64);

it('[SL4] twenty servers that start at once sign with one key, and its signature holds for this head of this attempt alone', async () => {
  const signed = await Promise.all(Array.from({ length: 20 }, async () => new SigningKey(test.redis, test.keys).sign(attempt, head)));
  const [first] = signed;
  if (!first) throw new Error('nothing was signed');
  expect(signed).toEqual(signed.map(() => first));
  expect(isSigned(attempt, first)).toBe(true);
  expect(isSigned(newId('att'), first)).toBe(false);
  expect(isSigned(attempt, { ...first, head: 'b'.repeat(64) })).toBe(false);
  expect(isSigned(attempt, { ...first, signature: 'AAAA' })).toBe(false);
  expect(isSigned(attempt, { ...first, publicKey: 'AAAA' })).toBe(false);

  const bundle = await new SigningKey(test.redis, test.keys).signBundle(attempt, head);
  expect(bundle.publicKey).toBe(first.publicKey);
  expect(isSignedManifest(attempt, head, bundle)).toBe(true);
  expect(isSignedManifest(attempt, head, first)).toBe(false);
  expect(isSigned(attempt, { ...first, signature: bundle.signature })).toBe(false);
});
