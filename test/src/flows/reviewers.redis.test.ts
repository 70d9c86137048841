import type { AttemptId } from '@twohours/wire/id';
import { newId } from '@twohours/wire/id';
import { EMPTY_REVIEW } from '@twohours/wire/review';
import { DAY_MS } from '@twohours/wire/time';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../harness/person.ts';
import { assign, closedFor, give, giveWhole, person, reviewsOf, save, staffOf, whole, type PanelStaff } from '../harness/reviews.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

let server: TestServer;
let admin: Person;
let staff: PanelStaff;

beforeAll(async () => {
  server = await startTestServer();
  admin = await server.admin();
  staff = await staffOf(server, admin);
});
afterAll(async () => server.close());

const closed = async (reviewers: readonly Person[], more?: Parameters<TestServer['invite']>[1]) => closedFor(server, admin, reviewers, more);

describe('reviewers', () => {
  it('[RV1] are assigned in turn, as many as the role wants, also when many are invited at once', async () => {
    const invited = await Promise.all(
      Array.from({ length: 9 }, async () => server.invite(admin, { role: 'distribution', exercise: 'fleet-rollout' })),
    );
    const views = await Promise.all(invited.map(async ({ attempt }) => reviewsOf(admin, attempt)));
    const turns = new Map<string, number>();
    for (const { reviewers } of views) {
      expect(new Set(reviewers.map(({ id }) => id)).size).toBe(2);
      for (const { name } of reviewers) turns.set(name, (turns.get(name) ?? 0) + 1);
    }
    expect(Object.fromEntries(turns)).toEqual({ Rita: 6, Rosa: 6, Rudi: 6 });
  });

  it('[RV10] are exchanged with a reason, but for those who have given a review', async () => {
    const { attempt } = await closed([staff.rita, staff.rosa]);
    await giveWhole(staff.rita, attempt);
    const [rita, rudi, greta] = await Promise.all([staff.rita, staff.rudi, staff.greta].map(person));
    if (!rita || !rudi || !greta) throw new Error('nobody');
    expect(await admin.refusal(assign(admin, attempt, [rudi.id]))).toBe('review-given');
    expect(await admin.refusal(assign(admin, attempt, [rita.id, greta.id]))).toBe('not-a-reviewer');
    expect((await assign(admin, attempt, [rita.id, rudi.id], { reason: 'Rosa is away' })).reviewers.map(({ name }) => name)).toEqual([
      'Rita',
      'Rudi',
    ]);
    expect(await staff.rosa.refusal(save(staff.rosa, attempt, 0, EMPTY_REVIEW))).toBe('review-unknown');
    expect((await admin.call('readResult', { params: { attempt } })).log.at(-1)).toMatchObject({ by: 'Ada Admin', reason: 'Rosa is away' });
  });

  it('[RV10] who gives a review while they are taken off stay', async () => {
    for (let turn = 0; turn < 8; turn += 1) {
      const { attempt } = await closed([staff.rita]);
      const saved = await save(staff.rita, attempt, 0, whole(await reviewsOf(staff.rita, attempt)));
      const takenOff = assign(admin, attempt, [], { instead: [(await person(staff.rita)).id] });
      const [gave] = await Promise.all([
        staff.rita.refusal(give(staff.rita, attempt, saved.kind === 'saved' ? saved.revision : 0)),
        admin.refusal(takenOff),
      ]);
      const { reviewers, given } = await reviewsOf(admin, attempt);
      expect([reviewers.length, given.length], String(gave)).toEqual(gave === undefined ? [1, 1] : [0, 0]);
    }
  });

  it('[RV11] are exchanged by one of many who do it at once; a page that has not seen it is refused', async () => {
    const { attempt } = await closed([staff.rita]);
    const [rita, rosa, rudi] = await Promise.all([staff.rita, staff.rosa, staff.rudi].map(async (each) => (await person(each)).id));
    if (!rita || !rosa || !rudi) throw new Error('nobody');
    // No two alike: who finds what they wanted is not told of anybody.
    const pairs = [rita, rosa, rudi].flatMap((one) => [rita, rosa, rudi].filter((each) => each !== one).map((other) => [one, other]));
    const wishes = [[rosa], [rudi], ...pairs, ...pairs.map((pair) => [...pair, ...[rita, rosa, rudi].filter((each) => !pair.includes(each))])];
    const refusals = await Promise.all(wishes.map(async (wish) => admin.refusal(assign(admin, attempt, wish, { instead: [rita] }))));
    expect(refusals.filter((refusal) => refusal === undefined)).toHaveLength(1);
    expect(refusals.filter((refusal) => refusal === 'conflict')).toHaveLength(wishes.length - 1);
    const now = (await reviewsOf(admin, attempt)).reviewers.map(({ id }) => id);
    expect(now).toEqual(wishes[refusals.indexOf(undefined)]);
    // Fewer than there are, others than there are.
    for (const instead of [[], [rita], now.slice(1), [...now, newId('stf')]])
      expect(await admin.refusal(assign(admin, attempt, [rita], { instead })), instead.join()).toBe('conflict');
    // Their order says nothing.
    expect((await assign(admin, attempt, [rita], { instead: now.toReversed() })).reviewers).toMatchObject([{ id: rita }]);
  });

  it('[RV9] find what waits for them in an order of their own that stays', async () => {
    // So many that two orders are alike by chance once in 362,880 times.
    const attempts: AttemptId[] = [];
    for (let n = 0; n < 9; n += 1) attempts.push((await closed([staff.rita, staff.rosa])).attempt);
    const queueOf = async (of: Person) => (await of.call('listReviewQueue')).queue;
    const mine = async (of: Person) => (await queueOf(of)).map(({ attempt }) => attempt).filter((attempt) => attempts.includes(attempt));
    const [first, second, others] = [await mine(staff.rita), await mine(staff.rita), await mine(staff.rosa)];
    expect(first).toEqual(second);
    expect(first.toSorted()).toEqual(attempts.toSorted());
    expect(others.toSorted()).toEqual(first.toSorted());
    for (const order of [first, others]) {
      expect(order).not.toEqual(attempts);
      expect(order).not.toEqual(attempts.toReversed());
    }
    expect(others).not.toEqual(first);
    const [item] = await queueOf(staff.rita);
    expect(item && item.dueAt - item.closedAt).toBe(5 * DAY_MS);

    const done = first[0];
    if (!done) throw new Error('the queue is empty');
    await giveWhole(staff.rita, done);
    expect(await mine(staff.rita)).toEqual(first.slice(1));
    expect(await mine(staff.greta)).toEqual([]);
  });

  it('[RV9] review nothing that goes on', async () => {
    const { candidate, attempt } = await server.invite(admin);
    await candidate.call('startAttempt');
    const { id } = await person(staff.rita);
    await assign(admin, attempt, [id]);
    expect(await staff.rita.refusal(save(staff.rita, attempt, 0, EMPTY_REVIEW))).toBe('attempt-open');
    expect((await staff.rita.call('listReviewQueue')).queue.map((each) => each.attempt)).not.toContain(attempt);
  });
});
