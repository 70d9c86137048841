import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StaffRole } from '@twohours/wire/staff';
import { HOUR_MS } from '@twohours/wire/time';
import { FakeClock } from '../fake-clock.ts';
import { testRedis, type TestRedis } from '../redis/testing/test-redis.ts';
import { hashOf } from '../sessions/session-store.ts';
import { acceptStaffLink } from './accept-staff-link.ts';
import { signIn } from './sign-in.ts';
import { firstAdminLink, recoveryLink } from './first-admin.ts';
import { StaffLinkStore } from './staff-link-store.ts';
import { StaffStore } from './staff-store.ts';

const PASSWORD = 'correct horse battery';

let test: TestRedis;
let deps: { staff: StaffStore; links: StaffLinkStore; clock: FakeClock; publicUrl: string };

beforeEach(() => {
  test = testRedis();
  const { redis, keys } = test;
  deps = {
    staff: new StaffStore(redis, keys),
    links: new StaffLinkStore(redis, keys),
    clock: new FakeClock(),
    publicUrl: 'https://twohours.example/',
  };
});
afterEach(() => test.close());

const accept = (token: string, email: string) => acceptStaffLink(deps, { token, email, name: 'Ada', password: PASSWORD });
const tokenOf = (url: string | undefined) => url?.split('#')[1] ?? '';
const codes = (settled: PromiseSettledResult<unknown>[]) => settled.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));

async function colleagueToken(roles: StaffRole[] = ['reviewer']): Promise<string> {
  return deps.links.issue({ kind: 'colleague', roles, by: 'stf_0000000000000000000000' });
}

describe('a staff link', () => {
  it('[SF3] makes one member of staff when forty accept it at once', async () => {
    const token = await colleagueToken();
    const settled = await Promise.allSettled(Array.from({ length: 40 }, (_, i) => accept(token, `colleague-${i}@example.com`)));
    expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(new Set(codes(settled))).toEqual(new Set(['link-unknown']));
    expect(await deps.staff.list()).toHaveLength(1);
  });

  it('[SF4] gives an e-mail address to one of twenty who want it at once, and leaves the others their links', async () => {
    const tokens = await Promise.all(Array.from({ length: 20 }, () => colleagueToken()));
    const settled = await Promise.allSettled(tokens.map((token, i) => accept(token, i % 2 === 0 ? 'ada@example.com' : 'Ada@Example.com')));
    expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(codes(settled)).toEqual(Array.from({ length: 19 }, () => 'email-taken'));
    expect(await deps.staff.list()).toHaveLength(1);

    const left = await Promise.all(tokens.map((token) => deps.links.find(token)));
    expect(left.filter((link) => link !== undefined)).toHaveLength(19);
    const unlucky = tokens[left.findIndex((link) => link !== undefined)] ?? '';
    expect((await accept(unlucky, 'grace@example.com')).email).toBe('grace@example.com');
  });

  it('[SF5] makes one first admin of all the links that were printed', async () => {
    const tokens = (await Promise.all(Array.from({ length: 10 }, () => firstAdminLink(deps)))).map(tokenOf);
    const settled = await Promise.allSettled(tokens.map((token, i) => accept(token, `admin-${i}@example.com`)));
    expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(codes(settled)).toEqual(Array.from({ length: 9 }, () => 'link-used'));
    const [admin] = await deps.staff.list();
    expect(admin?.roles).toEqual(['admin']);
    expect(await firstAdminLink(deps)).toBeUndefined();
  });

  it('[SF5] [SF6] lives for 24 hours or seven days, and is stored by its hash', async () => {
    const url = (await firstAdminLink(deps)) ?? '';
    expect(url).toMatch(/^https:\/\/twohours\.example\/accept#[A-Za-z0-9_-]{43}$/);
    const left = async (token: string) => test.redis.pttl(test.keys.staffLink(hashOf(token)));
    expect(Math.ceil((await left(tokenOf(url))) / HOUR_MS)).toBe(24);
    expect(Math.ceil((await left(await colleagueToken())) / HOUR_MS)).toBe(7 * 24);
    expect(await test.dump()).not.toContain(tokenOf(url));
  });

  it('[SF5] of whoever runs the machine makes an admin beside others', async () => {
    await accept(tokenOf(await firstAdminLink(deps)), 'ada@example.com');
    const another = await accept(tokenOf(await recoveryLink(deps)), 'grace@example.com');
    expect(another.roles).toEqual(['admin']);
    expect((await deps.staff.list()).map(({ email }) => email)).toEqual(['ada@example.com', 'grace@example.com']);
  });

  it('[SF6] gives the roles that were chosen', async () => {
    const grader = await accept(await colleagueToken(['grader', 'reviewer', 'grader']), 'ada@example.com');
    expect(grader.roles).toEqual(['grader', 'reviewer']);
    expect(await deps.staff.find(grader.id)).toEqual(grader);
    expect(await deps.staff.hasAdmin()).toBe(false);
  });
});

describe('signing in', () => {
  beforeEach(async () => {
    await accept(await colleagueToken(), 'Ada@Example.com');
  });

  it('[SF4] takes the address in any case', async () => {
    expect((await signIn(deps, { email: 'ada@example.COM', password: PASSWORD })).email).toBe('Ada@Example.com');
  });

  it('[SF2] refuses a wrong password and an unknown address with the same sentence', async () => {
    const wrong = await signIn(deps, { email: 'ada@example.com', password: 'wrong' }).catch((error: unknown) => error);
    const unknown = await signIn(deps, { email: 'eve@example.com', password: PASSWORD }).catch((error: unknown) => error);
    expect(wrong).toMatchObject({ code: 'wrong-password' });
    expect(unknown).toEqual(wrong);
  });

  it('[SF1] leaves the password in no key of Redis', async () => {
    const everything = await test.dump();
    expect(everything).toContain('Ada@Example.com');
    for (const clear of [PASSWORD, Buffer.from(PASSWORD).toString('base64'), Buffer.from(PASSWORD).toString('hex')]) {
      expect(everything).not.toContain(clear);
    }
  });
});
