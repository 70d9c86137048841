import { trialIdOf } from '@twohours/server/trials/trial';
import { MINUTE_MS } from '@twohours/wire/time';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LossyRedis } from '../harness/lossy-redis.ts';
import { Person } from '../harness/person.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

let redis: LossyRedis;
let server: TestServer;
let admin: Person;

beforeAll(async () => {
  redis = await LossyRedis.start();
  server = await startTestServer({ REDIS_URL: redis.url });
  admin = await server.admin();
});
afterAll(async () => {
  await server.close();
  await redis.close();
});

async function sitting() {
  const { candidate, attempt } = await server.invite(admin);
  await candidate.call('startAttempt');
  return { candidate, attempt };
}

describe('a command whose answer was lost, and that is sent again by itself', () => {
  it('[A4] adds minutes once', async () => {
    const { candidate, attempt } = await sitting();
    redis.loseAnswerTo(attempt, 'minutes were added');
    await admin.call('addMinutes', { params: { attempt }, body: { minutes: 10, reason: 'fire drill' } });
    expect(redis.hasLost).toBe(true);
    expect(await candidate.call('readAttempt')).toMatchObject({ remainingMs: 25 * MINUTE_MS });
  });

  it('[A12] reopens once, and says that it did', async () => {
    const { candidate, attempt } = await sitting();
    await candidate.call('submitAttempt');
    redis.loseAnswerTo(attempt, 'Reopened');
    await admin.call('reopenAttempt', { params: { attempt }, body: { minutes: 10, reason: 'power cut' } });
    expect(redis.hasLost).toBe(true);
    expect(await candidate.call('readAttempt')).toMatchObject({ phase: 'active', remainingMs: 10 * MINUTE_MS });
  });

  it('[A2] closes once, and says that it did', async () => {
    const { attempt } = await sitting();
    redis.loseAnswerTo(attempt, 'Closed by staff');
    await admin.call('voidAttempt', { params: { attempt }, body: { reason: 'asked for by the candidate' } });
    expect(redis.hasLost).toBe(true);
    const result = await admin.call('readResult', { params: { attempt } });
    expect([result.submissions.length, result.gradings.length]).toEqual([1, 1]);
  });

  it('[R5] tells the page how its run ended', async () => {
    const { candidate, attempt } = await sitting();
    const page = await candidate.connect();
    const { id } = await candidate.call('startRun');
    const run = await server.parts.runs.find(id);
    redis.loseAnswerTo(id, attempt, 'run-ended');
    const phases = { waitMs: 1, compileMs: 1, runMs: 1, totalMs: 3 };
    const ending = { kind: 'run', id, try: 1, lease: run?.value.lease ?? '', worker: 'w', ending: { kind: 'cancelled' }, phases } as const;
    await server.parts.settle(ending);
    expect(redis.hasLost).toBe(true);
    expect(await page.hears('run:ended', undefined, 3_000)).toMatchObject({ id, state: { phase: 'ended' } });
    candidate.leave();
  });

  it('[TR3] stores a slice of a trial once', async () => {
    const { candidate, attempt } = await sitting();
    await candidate.call('submitAttempt');
    const { parts } = server;
    const [grading] = await parts.gradings.list(attempt);
    if (!grading) throw new Error('no grading');
    const phases = { waitMs: 1, compileMs: 1, runMs: 1, totalMs: 3 };
    const base = { try: 1, worker: 'w' };
    redis.loseAnswerTo(trialIdOf(grading.id), 'graded');
    await parts.settle({
      ...base,
      kind: 'grade',
      id: grading.id,
      lease: grading.lease,
      state: 0,
      ending: { kind: 'refused', diagnostics: [] },
      phases,
      image: 'i',
    });
    expect(redis.hasLost).toBe(true);
    const trial = await parts.trials.of(grading.id);
    redis.loseAnswerTo(trialIdOf(grading.id), 'leftOut');
    const reference = { kind: 'passes' as const, passed: 1, leftOut: [] };
    await parts.settle({ ...base, kind: 'trial', id: trialIdOf(grading.id), lease: trial?.lease ?? '', ending: { reference, mistakes: [] } });
    expect(redis.hasLost).toBe(true);
    expect(await parts.trials.find(trialIdOf(grading.id))).toMatchObject({ revision: '2', value: { try: 2, faults: 0, reference } });
  });

  it('[SF3] makes a member of staff, and says that it did', async () => {
    const { link } = await admin.call('inviteStaff', { body: { roles: ['reviewer'] } });
    const colleague = new Person(server.url);
    redis.loseAnswerTo('rae@example.org');
    const body = { token: link.split('#')[1] ?? '', name: 'Rae', email: 'rae@example.org', password: 'correct horse battery' };
    expect(await colleague.call('acceptStaffLink', { body })).toMatchObject({ name: 'Rae' });
    expect(redis.hasLost).toBe(true);
  });
});
