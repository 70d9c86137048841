import { MINUTE_MS } from '@twohours/wire/time';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Person } from '../harness/person.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

let server: TestServer;
let admin: Person;
let reviewer: Person;

beforeAll(async () => {
  server = await startTestServer();
  admin = await server.admin();
  const { link } = await admin.call('inviteStaff', { body: { roles: ['reviewer', 'grader'] } });
  reviewer = admin.withToken('');
  const body = { token: link.split('#')[1] ?? '', name: 'Rae', email: 'rae@example.org', password: 'correct horse battery' };
  await reviewer.call('acceptStaffLink', { body });
});
afterAll(async () => server.close());

it('[A15] who is no admin learns neither of minutes that were given nor why', async () => {
  const { candidate, attempt } = await server.invite(admin, { accommodationPercent: 50 });
  await candidate.call('startAttempt');
  await admin.call('addMinutes', { params: { attempt }, body: { minutes: 17, reason: 'dyslexia' } });
  const active = await Promise.all(
    [admin, reviewer].map(async (person) => (await person.call('readResult', { params: { attempt } })).invitation.state),
  );
  expect(active[0]).toHaveProperty('remainingMs');
  expect(active[1]).toMatchObject({ kind: 'active', elapsedMs: 0 });
  expect(active[1]).not.toHaveProperty('remainingMs');
  await candidate.call('submitAttempt');
  await admin.call('reopenAttempt', { params: { attempt }, body: { minutes: 19, reason: 'migraine' } });
  await server.advance(MINUTE_MS);
  await candidate.call('submitAttempt');
  const [mine, theirs] = await Promise.all([admin, reviewer].map(async (person) => person.call('readResult', { params: { attempt } })));
  expect(mine?.log.map(({ what }) => what).join()).toMatch(/17 minutes.*19 minutes/);
  expect(mine?.log.map(({ reason }) => reason)).toContain('dyslexia');
  expect(theirs?.attempt).not.toHaveProperty('ledger');
  expect(theirs?.invitation).not.toHaveProperty('accommodationPercent');
  expect(theirs?.log.filter(({ reason }) => reason !== undefined)).toEqual([]);
  expect(theirs?.log.map(({ what }) => what)).toEqual([
    'Invited.',
    'The invitation was opened.',
    'Started.',
    'Submitted.',
    'Reopened.',
    'Submitted.',
  ]);
});
