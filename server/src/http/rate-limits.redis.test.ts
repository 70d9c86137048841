import { routes } from '@twohours/wire/route';
import express, { type RequestHandler } from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testRedis, type TestRedis } from '../redis/testing/test-redis.ts';
import { makeRateLimits } from './rate-limits.ts';
import { serve, type Served } from './testing/serve.ts';

const QUARTER_S = 15 * 60;

let test: TestRedis;
let open: Served[];

beforeEach(() => {
  test = testRedis();
  open = [];
});
afterEach(async () => {
  await Promise.all(open.map((served) => served.close()));
  await test.close();
});

const ok: RequestHandler = (_request, response) => void response.json({});
/** Says where it comes from, as a proxy in front would. */
const asCaller: RequestHandler = (request, _response, next) => {
  const ip = request.header('x-caller');
  if (ip !== undefined) Object.defineProperty(request, 'ip', { value: ip });
  next();
};

async function server(options: { isOn?: boolean } = {}): Promise<Served> {
  const { redis, keys } = test;
  const limits = makeRateLimits({ redis, keys, isOn: options.isOn ?? true, isSecure: false });
  const served = await serve(asCaller, limits.general, express.json(), limits.doors, ok);
  open.push(served);
  return served;
}

async function times(count: number, ask: (i: number) => Promise<{ status: number }>): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: count }, (_, i) => ask(i)));
  return answers.map(({ status }) => status);
}
const accepted = (statuses: number[]) => statuses.filter((status) => status === 200).length;

describe('a door that can be guessed at', () => {
  const signIn = (served: Served, email: string, caller = '192.0.2.1') =>
    served.fetch('POST', routes.signIn.path, { body: { email, password: 'x' }, headers: { 'x-caller': caller } });

  it('[RL1] answers an address sixty times a quarter of an hour, then says when to come again', async () => {
    const served = await server();
    expect(accepted(await times(70, (i) => signIn(served, `${i}@example.com`)))).toBe(60);
    const refused = await signIn(served, 'one-more@example.com');
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests', status: 429 } });
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.body.detail).toMatch(/^Too many requests from here\. Please try again in 15 minutes\.$/);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(QUARTER_S - 20);
    expect(refused.headers.get('ratelimit-policy')).toContain(`q=60; w=${QUARTER_S}`);
    expect((await signIn(served, 'ada@example.com', '192.0.2.2')).status).toBe(200);
  });

  it('[RL2] counts an e-mail address from wherever it is tried, in any case', async () => {
    const served = await server();
    const statuses = await times(110, (i) => signIn(served, i % 2 === 0 ? 'ada@example.com' : 'Ada@Example.com', `192.0.2.${i}`));
    expect(accepted(statuses)).toBe(100);
    expect((await signIn(served, 'grace@example.com', '192.0.2.200')).status).toBe(200);
  });

  it('[RL3] counts over all servers together', async () => {
    const [one, two] = [await server(), await server()];
    expect(accepted(await times(70, (i) => signIn(i % 2 === 0 ? one : two, `${i}@example.com`)))).toBe(60);
  });

  it('[RL4] is each limited by itself', async () => {
    const served = await server();
    await times(61, (i) => signIn(served, `${i}@example.com`));
    const post = (path: string) => served.fetch('POST', path, { body: { token: 'x' }, headers: { 'x-caller': '192.0.2.1' } });
    expect((await post(routes.acceptStaffLink.path)).status).toBe(200);
    expect((await post(routes.redeemLink.path)).status).toBe(200);
    expect(accepted(await times(65, () => post(routes.acceptStaffLink.path)))).toBe(59);
    expect(accepted(await times(605, () => post(routes.redeemLink.path)))).toBe(599);
  });

  it('[RL5] counts a network of IPv6 addresses as one caller', async () => {
    const served = await server();
    expect(accepted(await times(70, (i) => signIn(served, `${i}@example.com`, `2001:db8:1:2::${i.toString(16)}`)))).toBe(60);
  });

  it('[RL6] writes no e-mail address into a key', async () => {
    await signIn(await server(), 'ada@example.com');
    const keys = await test.dump();
    expect(keys).toContain('sign-in:email:');
    expect(keys).not.toContain('ada');
  });
});

describe('the API', () => {
  it('[RL7] answers one session 1,200 times a minute, and others at the same address go on', async () => {
    const served = await server();
    const ask = (cookie: string) => served.fetch('GET', '/api/v1/attempt', { headers: { cookie } });
    expect(accepted(await times(1_210, () => ask('candidate=one')))).toBe(1_200);
    expect((await ask('candidate=two')).status).toBe(200);
  });

  it('[RL8] is not limited where limits are off', async () => {
    const served = await server({ isOn: false });
    const statuses = await times(70, (i) => served.fetch('POST', routes.signIn.path, { body: { email: `${i}@example.com` } }));
    expect(accepted(statuses)).toBe(70);
    expect(await test.dump()).toBe('');
  });
});
