import type { RecordedEntry } from '@twohours/wire/recording';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Person } from '../harness/person.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

let one: TestServer;
let two: TestServer;
let admin: Person;

beforeAll(async () => {
  one = await startTestServer();
  two = await startTestServer({}, one);
  admin = await one.admin();
});
afterAll(async () => {
  await two.close();
  await one.close();
});

it('[P7] a page that moved to another server was never away', async () => {
  const { candidate, attempt } = await one.invite(admin);
  await candidate.call('startAttempt');
  const said = async () => {
    const entries: readonly RecordedEntry[] = await one.parts.recordings.readAll(attempt);
    return entries.flatMap(({ events }) => events.map(({ kind }) => kind)).filter((kind) => kind.endsWith('connected'));
  };
  const before = await candidate.connect();
  await expect.poll(said).toEqual(['connected']);
  const after = await candidate.at(two.url).connect();
  await expect.poll(async () => two.parts.redis.exists(two.parts.keys.attemptSockets(attempt))).toBe(1);
  before.socket.disconnect();
  // The server that it left has noticed once it lists no page any more.
  await expect.poll(async () => (await one.parts.redis.zrange(one.parts.keys.attemptSockets(attempt), 0, '-1')).length).toBe(1);
  expect(await one.parts.presence.isConnected(attempt)).toBe(true);
  expect(await said()).toEqual(['connected']);
  after.socket.disconnect();
  await expect.poll(said).toEqual(['connected', 'disconnected']);
  expect(await one.parts.presence.isConnected(attempt)).toBe(false);
});
