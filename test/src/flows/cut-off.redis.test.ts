import { redeemLink } from '@twohours/server/invitations/invitations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page, Person } from '../harness/person.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

let server: TestServer;
let beside: TestServer;
let admin: Person;

beforeAll(async () => {
  server = await startTestServer();
  beside = await startTestServer({}, server);
  admin = await server.admin();
});
afterAll(async () => {
  await beside.close();
  await server.close();
});

const isConnected = (page: Page) => () => page.socket.connected;
const SOON = { timeout: 3_000 };

describe('whoever may no longer come in', () => {
  it('[AU6] by a link that was re-issued: open pages are cut off too, at every server', async () => {
    const { candidate, invitation } = await server.invite(admin);
    await candidate.call('startAttempt');
    const pages = [await candidate.connect(), await candidate.at(beside.url).connect()];
    await admin.call('reissueInvitation', { params: { invitation }, body: { reason: 'sent to the wrong person' } });
    for (const page of pages) await expect.poll(isConnected(page), SOON).toBe(false);
    expect(await candidate.refusal(candidate.call('readAttempt'))).toBe('not-signed-in');
  });

  it('[AU6] by an invitation that was withdrawn', async () => {
    const { candidate, invitation } = await server.invite(admin);
    const page = await candidate.connect();
    await admin.call('withdrawInvitation', { params: { invitation }, body: { reason: 'the position is filled' } });
    await expect.poll(isConnected(page), SOON).toBe(false);
  });

  it('[AU6] in a browser that left: its own pages, and no other browser of the same candidate', async () => {
    const { candidate, link } = await server.invite(admin);
    const elsewhere = candidate.withToken('');
    await elsewhere.call('redeemLink', { body: { token: link.split('#')[1] ?? '' } });
    const [here, there] = [await candidate.connect(), await elsewhere.connect()];
    await candidate.call('leaveAttempt');
    await expect.poll(isConnected(here), SOON).toBe(false);
    expect(there.socket.connected).toBe(true);
    elsewhere.leave();
  });

  it('[AU6] in a staff browser that signed out', async () => {
    const { email, password } = { email: 'ada@example.org', password: 'correct horse battery' };
    const colleague = admin.withToken('');
    await colleague.call('signIn', { body: { email, password } });
    const page = await colleague.connect('staff');
    await colleague.call('signOut');
    await expect.poll(isConnected(page), SOON).toBe(false);
  });

  it('[AU6] by a link that was re-issued while it was being opened', async () => {
    const { invitation, link, attempt } = await server.invite(admin);
    const { sessions } = server.parts;
    const open: typeof sessions.open = async (session) => {
      await admin.call('reissueInvitation', { params: { invitation }, body: { reason: 'sent to the wrong person' } });
      return sessions.open(session);
    };
    const deps = { ...server.parts, sessions: { open, close: sessions.close.bind(sessions), closeAllOf: sessions.closeAllOf.bind(sessions) } };
    await expect(redeemLink(deps, link.split('#')[1] ?? '')).rejects.toMatchObject({ code: 'link-unknown' });
    const hashes = await server.parts.redis.smembers(server.parts.keys.sessionsOf(attempt));
    const left = await Promise.all(hashes.map((hash) => server.parts.redis.exists(server.parts.keys.session(hash))));
    expect(left.filter((there) => there === 1)).toEqual([]);
  });
});
