import type { AttemptId, StaffId } from '@twohours/wire/id';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrderOf } from './queue-order.ts';

const attempt = (n: number): AttemptId => `att_${String(n).padStart(22, '0')}`;
const reader = (n: number): { id: StaffId } => ({ id: `stf_${String(n).padStart(22, '0')}` });
const waiting = Array.from({ length: 12 }, (_, n) => ({ attempt: attempt(n) }));
const arrivals = fc.uniqueArray(fc.nat(1_000), { maxLength: 20 });

describe('the order of a queue', () => {
  it('[RV9] is the same however often and in whatever order it is read', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.shuffledSubarray(waiting, { minLength: waiting.length }), (who, shuffled) => {
        expect(inOrderOf(reader(who), shuffled)).toEqual(inOrderOf(reader(who), waiting));
      }),
    );
  });

  it('[RV9] of those that stay is not changed by what comes and goes', () => {
    fc.assert(
      fc.property(fc.nat(50), arrivals, arrivals, (who, before, more) => {
        const some = before.map((n) => ({ attempt: attempt(n) }));
        const all = [...new Set([...more, ...before])].map((n) => ({ attempt: attempt(n) }));
        const stay = inOrderOf(reader(who), all).filter((each) => before.some((n) => attempt(n) === each.attempt));
        expect(stay).toEqual(inOrderOf(reader(who), some));
      }),
    );
  });

  it('[RV9] is each reader’s own, and neither that of arrival nor its reverse', () => {
    const orders = Array.from({ length: 200 }, (_, who) => inOrderOf(reader(who), waiting).map((each) => each.attempt));
    const arrived = waiting.map((each) => each.attempt);
    expect(new Set([...orders, arrived, arrived.toReversed()].map(String)).size).toBe(202);
  });

  it('[RV9] puts each of them first about as often as any other', () => {
    const first = Array.from({ length: 1_200 }, (_, who) => inOrderOf(reader(who), waiting)[0]?.attempt);
    const times = waiting.map((each) => first.filter((one) => one === each.attempt).length);
    // A hundred each is what is expected; the same readers and attempts each time, so that chance has no part in it.
    expect(Math.min(...times)).toBeGreaterThan(70);
    expect(Math.max(...times)).toBeLessThan(130);
  });
});
