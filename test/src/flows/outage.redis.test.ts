import { noticeOutage, sweepOnce } from '@twohours/server/attempts/sweep-deadlines';
import { MINUTE_MS, SECOND_MS } from '@twohours/wire/time';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../harness/person.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

let server: TestServer;
let admin: Person;

beforeAll(async () => {
  server = await startTestServer();
  admin = await server.admin();
});
afterAll(async () => server.close());

async function sitting() {
  const { candidate, attempt } = await server.invite(admin);
  await candidate.call('startAttempt');
  const { epoch } = await candidate.call('takeLease', { body: { device: 'device-one', takeOver: false } });
  const view = await candidate.call('readWorkspace');
  const file = view.files.find((each) => each.path.endsWith('.go') && !view.readOnly.includes(each.path))?.id ?? '';
  const append = async () =>
    candidate.call('appendEdits', { body: { seq: 1, epoch, events: [{ kind: 'edit', f: file, o: 0, d: 0, s: '// typed in time\n', ago: 0 }] } });
  return { candidate, attempt, append };
}

/** Time goes on while nobody refreshes the sign of life, and no loop has had its turn yet. */
async function away(ms: number): Promise<void> {
  const { clock, parts } = server;
  await parts.redis.set(parts.keys.serverAlive, String(clock.now()));
  const now = clock.now();
  Object.defineProperty(clock, 'now', { value: () => now + ms, configurable: true });
}

describe('an outage of ours', () => {
  it('[A7] is not forgotten when whoever noticed it dies before every attempt was held', async () => {
    const [first, second] = [await sitting(), await sitting()];
    const { parts } = server;
    await away(10 * MINUTE_MS);
    let found = 0;
    const attempts = new Proxy(parts.attempts, {
      get: (target, name) => {
        if (name === 'find' && (found += 1) > 1) throw new Error('killed');
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    await noticeOutage({ ...parts, attempts, log: { info: () => undefined, error: () => undefined } as never }).catch(() => undefined);
    await noticeOutage(parts);
    for (const { candidate } of [first, second]) {
      expect(await candidate.call('readAttempt')).toMatchObject({ granted: [{ kind: 'credited', ms: 10 * MINUTE_MS }] });
    }
  });

  it('[A7] holds what was due open for the batch that comes before anybody noticed', async () => {
    const { candidate, append } = await sitting();
    await away(16 * MINUTE_MS);
    expect(await candidate.refusal(append())).toBe('unavailable');
    await noticeOutage(server.parts);
    expect(await append()).toMatchObject({ kind: 'saved' });
  });

  it('[A3] an attempt that cannot be closed does not keep others open', async () => {
    const [broken, other] = [await sitting(), await sitting()];
    const { parts } = server;
    const key = parts.keys.attempt(broken.attempt);
    const body = (await parts.redis.hget(key, 'body')) ?? '';
    await parts.redis.hset(key, 'body', '{}');
    await away(15 * MINUTE_MS + 6 * SECOND_MS);
    await parts.redis.set(parts.keys.serverAlive, String(server.clock.now()));
    const logged: unknown[] = [];
    await sweepOnce({ ...parts, log: { error: (entry: unknown) => void logged.push(entry), info: () => undefined } as never }).catch(() => undefined);
    expect((await other.candidate.call('readAttempt')).phase).toBe('closed');
    await parts.redis.hset(key, 'body', body);
  });
});
