import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from './fake-clock.ts';
import { testRedis, type TestRedis } from './redis/testing/test-redis.ts';
import { acceptStaffLink } from './staff/accept-staff-link.ts';
import { StaffLinkStore } from './staff/staff-link-store.ts';
import { StaffStore } from './staff/staff-store.ts';

const PROGRAM = fileURLToPath(new URL('./admin-link.ts', import.meta.url));

let test: TestRedis;
beforeEach(() => {
  test = testRedis();
});
afterEach(() => test.close());

function run(environment: Record<string, string>): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { PATH: process.env.PATH, REDIS_URL: process.env.TEST_REDIS_URL, REDIS_PREFIX: test.prefix, ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM], { env }, (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }));
  });
}

describe('npm run admin-link', () => {
  it('[SF12] prints a link for the first admin, and then for one more', async () => {
    const { redis, keys } = test;
    const deps = { staff: new StaffStore(redis, keys), links: new StaffLinkStore(redis, keys), clock: new FakeClock() };
    const accept = (stdout: string, email: string) =>
      acceptStaffLink(deps, { token: /#([\w-]{43})$/m.exec(stdout)?.[1] ?? '', email, name: 'Ada', password: 'correct horse battery' });

    const first = await run({ PUBLIC_URL: 'https://twohours.example' });
    expect(first.stdout).toMatch(/^First admin: https:\/\/twohours\.example\/accept#/);
    expect((await accept(first.stdout, 'ada@example.com')).roles).toEqual(['admin']);

    const more = await run({ PORT: '9090' });
    expect(more.stdout).toMatch(/^One more admin: http:\/\/127\.0\.0\.1:9090\/accept#/);
    expect((await accept(more.stdout, 'grace@example.com')).roles).toEqual(['admin']);
  });

  it('[SF12] says plainly where there is no Redis, and not its password', async () => {
    const ended = await run({ REDIS_URL: 'redis://:secret@127.0.0.1:1' });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('Redis cannot be reached at redis://127.0.0.1:1');
    expect(ended.stderr).toContain('npm start');
    expect(ended.stderr).not.toContain('secret');
  });
});
