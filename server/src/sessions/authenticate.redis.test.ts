import { newId, type StaffId } from '@twohours/wire/id';
import { routes, type Audience } from '@twohours/wire/route';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../fake-clock.ts';
import type { Authenticate } from '../http/api.ts';
import type { Credentials } from '../http/who.ts';
import { testRedis, type TestRedis } from '../redis/testing/test-redis.ts';
import { newApiToken } from '../staff/api-token.ts';
import { ApiTokenStore } from '../staff/api-token-store.ts';
import { newStaff } from '../staff/staff.ts';
import { StaffLinkStore } from '../staff/staff-link-store.ts';
import { StaffStore } from '../staff/staff-store.ts';
import { makeAuthenticate } from './authenticate.ts';
import { SessionStore } from './session-store.ts';

const NOBODY: Credentials = { candidateCookie: undefined, staffCookie: undefined, bearer: undefined };
const STAFF: readonly Audience[] = ['admin', 'reviewer', 'grader'];

let test: TestRedis;
let authenticate: Authenticate;
let sessions: SessionStore;
let candidateCookie: string;
let staffCookie: string;
let staffId: StaffId;
let bearer: string;
const attempt = newId('att');

beforeEach(async () => {
  test = testRedis();
  const { redis, keys } = test;
  const clock = new FakeClock();
  const [staff, links, tokens] = [new StaffStore(redis, keys), new StaffLinkStore(redis, keys), new ApiTokenStore(redis, keys)];
  sessions = new SessionStore(redis, keys);
  authenticate = makeAuthenticate({ sessions, staff, tokens, clock });

  const link = { kind: 'recovery' } as const;
  const ada = newStaff({ name: 'Ada', email: 'ada@example.com' }, link, clock.now());
  await staff.add(ada, 'no password', { link, token: await links.issue(link) });
  const made = newApiToken({ name: 'CI', days: 1, by: ada.id }, clock.now());
  await tokens.add(made.token);
  bearer = made.secret;
  staffId = ada.id;
  staffCookie = await sessions.open({ as: 'staff', staff: ada.id });
  candidateCookie = await sessions.open({ as: 'candidate', attempt });
});
afterEach(() => test.close());

const refusal = (credentials: Partial<Credentials>, audience: readonly Audience[]) =>
  authenticate({ ...NOBODY, ...credentials }, audience).then(
    (who) => `came in as ${who.as}`,
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );

describe('whoever comes to a door', () => {
  it('[AU1] is known by the credentials that the door admits', async () => {
    const all = { candidateCookie, staffCookie, bearer };
    expect(await authenticate(all, ['candidate'])).toEqual({ as: 'candidate', attempt });
    expect(await authenticate(all, STAFF)).toEqual({ as: 'staff', id: staffId, name: 'Ada', roles: ['admin'] });
    expect(await authenticate(all, [...STAFF, 'api-token'])).toMatchObject({ as: 'api-token', name: 'CI' });
  });

  it('[AU1] cannot use one cookie for the other door, nor a token as a cookie', async () => {
    const crossed = { candidateCookie: staffCookie, staffCookie: candidateCookie };
    expect(await refusal(crossed, ['candidate'])).toContain('not-signed-in');
    expect(await refusal(crossed, STAFF)).toContain('not-signed-in');
    expect(await refusal({ candidateCookie, bearer }, STAFF)).toContain('not-signed-in');
    expect(await refusal({ staffCookie: bearer }, STAFF)).toContain('not-signed-in');
    expect(await refusal({ bearer: staffCookie }, [...STAFF, 'api-token'])).toContain('not-signed-in');
  });

  it('[AU3] need not say who they are where anyone may come in', async () => {
    const anyone = Object.entries(routes).filter(([, route]) => route.audience.some((audience) => audience === 'anyone'));
    expect(anyone.map(([name]) => name)).toEqual(['redeemLink', 'signIn', 'acceptStaffLink', 'readSigningKey']);
    expect(await authenticate({ candidateCookie: 'unknown', staffCookie: 'unknown', bearer: 'unknown' }, ['anyone'])).toEqual({ as: 'anyone' });
  });

  it('[AU4] is told what to do next', async () => {
    expect(await refusal({}, ['candidate'])).toContain('open your invitation link again');
    expect(await refusal({}, STAFF)).toBe('not-signed-in: Please sign in.');
    expect(await refusal({ bearer: 'twh_unknown' }, ['grader', 'api-token'])).toContain('API token is unknown, has expired or was revoked');
  });

  it('[AU5] is a stranger as soon as the session was closed', async () => {
    await sessions.closeAllOf(attempt);
    await sessions.close(staffCookie);
    expect(await refusal({ candidateCookie }, ['candidate'])).toContain('not-signed-in');
    expect(await refusal({ staffCookie }, STAFF)).toContain('not-signed-in');
  });
});
