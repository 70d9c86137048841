import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Refused } from '@twohours/wire/problem';
import { HOUR_MS, MINUTE_MS } from '@twohours/wire/time';
import { FakeClock } from '../fake-clock.ts';
import { serveApi, type Answered, type Served } from '../http/testing/serve.ts';
import { testRedis, type TestRedis } from '../redis/testing/test-redis.ts';
import { makeAuthenticate } from '../sessions/authenticate.ts';
import { SessionStore } from '../sessions/session-store.ts';
import { ApiTokenStore } from './api-token-store.ts';
import { addStaffRoutes } from './staff-routes.ts';
import { firstAdminLink } from './first-admin.ts';
import { StaffLinkStore } from './staff-link-store.ts';
import { StaffStore } from './staff-store.ts';

const PASSWORD = 'correct horse battery';
const GRADING = '/api/v1/gradings/grd_0000000000000000000000';

let test: TestRedis;
let served: Served;
let clock: FakeClock;
let tokens: ApiTokenStore;
let admin: { cookie: string };

beforeEach(async () => {
  test = testRedis();
  clock = new FakeClock();
  const { redis, keys } = test;
  tokens = new ApiTokenStore(redis, keys);
  const stores = { staff: new StaffStore(redis, keys), tokens, sessions: new SessionStore(redis, keys) };
  const deps = { ...stores, links: new StaffLinkStore(redis, keys), clock, publicUrl: 'http://127.0.0.1:8080' };
  const add = (api: Parameters<typeof addStaffRoutes>[0]) => {
    addStaffRoutes(api, deps);
    api.handle('readGrading', ({ who }) => Promise.reject(new Refused('grading-unknown', `came in as ${who.as}`)));
  };
  served = await serveApi(add, makeAuthenticate({ ...stores, clock }));
  admin = as(await accept(await firstAdminLink(deps), 'admin@example.com'));
});
afterEach(async () => {
  await served.close();
  await test.close();
});

const as = ({ cookie }: Answered) => ({ cookie: cookie ?? '' });
const accept = async (link: string | undefined, email: string) =>
  served.fetch('POST', '/api/v1/staff/accept', { body: { token: link?.split('#')[1], name: 'Ada', email, password: PASSWORD } });
const get = async (path: string, headers: Record<string, string>) => served.fetch('GET', path, { headers });
const post = async (path: string, headers: Record<string, string>, body: unknown) => served.fetch('POST', path, { headers, body });
const colleague = async (roles: string[], email: string) => as(await accept((await post('/api/v1/staff/links', admin, { roles })).body.link, email));
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

describe('the door for staff', () => {
  it('[SF7] lets in whoever accepted a link, until they sign out', async () => {
    expect((await get('/api/v1/staff/me', admin)).body).toMatchObject({ email: 'admin@example.com', roles: ['admin'] });
    const out = await post('/api/v1/staff/sign-out', admin, {});
    expect(out.headers.getSetCookie()).toEqual(['staff=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0']);
    const after = await get('/api/v1/staff/me', admin);
    expect(after).toMatchObject({ status: 401, body: { code: 'not-signed-in', detail: 'Please sign in.' } });
  });

  it('[SF7] lets in again by password, and ends the session that the browser had', async () => {
    const again = await post('/api/v1/staff/sign-in', admin, { email: 'ADMIN@example.com', password: PASSWORD });
    expect(again.headers.getSetCookie()[0]).toMatch(/^staff=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=50400$/);
    expect((await get('/api/v1/staff/me', as(again))).status).toBe(200);
    expect((await get('/api/v1/staff/me', admin)).status).toBe(401);
  });

  it('[SF10] refuses a role that the route does not name', async () => {
    const reviewer = await colleague(['reviewer', 'grader'], 'reviewer@example.com');
    expect((await get('/api/v1/staff/me', reviewer)).status).toBe(200);
    const refused = await Promise.all([
      get('/api/v1/staff', reviewer),
      get('/api/v1/api-tokens', reviewer),
      post('/api/v1/api-tokens', reviewer, { name: 'CI', days: 30 }),
      post('/api/v1/staff/links', reviewer, { roles: ['admin'] }),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect((await get('/api/v1/staff', admin)).body.staff.map((one: { email: string }) => one.email)).toEqual([
      'admin@example.com',
      'reviewer@example.com',
    ]);
  });

  it('[AU5] knows nobody whose record is gone', async () => {
    const { id } = (await get('/api/v1/staff/me', admin)).body;
    await test.redis.del(test.keys.staff(id));
    expect((await get('/api/v1/staff/me', admin)).status).toBe(401);
  });

  it('[SF1] [SF7] keeps sessions and links by their hashes alone', async () => {
    const { link } = (await post('/api/v1/staff/links', admin, { roles: ['grader'] })).body;
    const everything = await test.dump();
    for (const secret of [PASSWORD, admin.cookie.split('=')[1], link.split('#')[1]]) expect(everything).not.toContain(secret);
  });
});

describe('an API token', () => {
  const make = async (days = 30) => (await post('/api/v1/api-tokens', admin, { name: 'CI', days })).body;

  it('[SF8] is shown when it is made, and its secret is in no key of Redis', async () => {
    const { token, secret } = await make();
    expect(secret).toMatch(/^twh_[A-Za-z0-9_-]{43}$/);
    await get(GRADING, bearer(secret));
    const everything = await test.dump();
    expect(everything).toContain(token.id);
    expect(everything).not.toContain(secret.slice('twh_'.length));
    expect(JSON.stringify((await get('/api/v1/api-tokens', admin)).body)).not.toContain(secret.slice('twh_'.length));
  });

  it('[SF9] opens gradings until it expires', async () => {
    const { secret } = await make(1);
    await clock.advance(24 * HOUR_MS - 1);
    expect((await get(GRADING, bearer(secret))).body.detail).toBe('came in as api-token');
    await clock.advance(1);
    const refused = await get(GRADING, bearer(secret));
    expect(refused).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    expect(refused.body.detail).toContain('expired');
  });

  it('[SF9] opens nothing once it is revoked, and leaves nothing behind', async () => {
    const { token, secret } = await make();
    expect((await get(GRADING, bearer(secret))).body.detail).toBe('came in as api-token');
    expect((await served.fetch('DELETE', `/api/v1/api-tokens/${token.id}`, { headers: admin })).status).toBe(200);
    expect((await get(GRADING, bearer(secret))).status).toBe(401);
    expect((await served.fetch('DELETE', `/api/v1/api-tokens/${token.id}`, { headers: admin })).body.code).toBe('token-unknown');
    expect(await test.dump()).not.toContain(token.id);
  });

  it('[SF9] that is used while it is revoked leaves nothing behind either', async () => {
    const { token, secret } = await make();
    await Promise.all([tokens.use(secret, clock.now()), tokens.revoke(token.id)]);
    expect(await test.dump()).not.toContain(token.id);
  });

  it('[SF11] remembers to the minute when it was used', async () => {
    const { token, secret } = await make();
    expect(token.lastUsedAt).toBeUndefined();
    const lastUse = async () => (await get('/api/v1/api-tokens', admin)).body.tokens[0].lastUsedAt;
    const first = clock.now();
    await get(GRADING, bearer(secret));
    await clock.advance(MINUTE_MS - 1);
    await get(GRADING, bearer(secret));
    expect(await lastUse()).toBe(first);
    await clock.advance(1);
    await get(GRADING, bearer(secret));
    expect(await lastUse()).toBe(first + MINUTE_MS);
  });

  it('[AU2] decides alone: a good cookie beside a bad token does not help', async () => {
    expect((await get(GRADING, admin)).body.detail).toBe('came in as staff');
    expect((await get(GRADING, { ...admin, ...bearer('twh_unknown') })).status).toBe(401);
  });

  it('[AU4] is told what it is for at a door that does not admit it', async () => {
    const { secret } = await make();
    const refused = await get('/api/v1/staff', bearer(secret));
    expect(refused).toMatchObject({ status: 401, body: { detail: 'API tokens do not open this door. They start and read gradings.' } });
  });
});
