import type { SandboxHealth } from '@twohours/wire/job';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../harness/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => server.close());

/** What a sandbox would write of itself. */
async function say(health: Partial<SandboxHealth>): Promise<void> {
  const { redis, keys } = server.parts;
  const at = Number((await redis.time())[0]) * 1000;
  await redis.hset(keys.sandboxes, 'w1', JSON.stringify({ at, state: 'ready', slots: 2, busy: 0, ...health }));
}

it('[SB1] an open page is told that code cannot be run, why, and when it can again', async () => {
  const admin = await server.admin();
  const { candidate } = await server.invite(admin);
  await candidate.call('startAttempt');
  const page = await candidate.connect();
  await say({});
  await server.advance(2_000);
  await page.hears('attempt:changed', (view: { runsUnavailable?: string }) => view.runsUnavailable === undefined);

  const reason = 'The Docker engine does not answer.';
  await say({ state: 'unavailable', reason });
  await server.advance(2_000);
  await page.hears('attempt:changed', (view: { runsUnavailable?: string }) => view.runsUnavailable === reason);
  expect(await candidate.call('readAttempt')).toMatchObject({ runsUnavailable: reason });

  page.heard.length = 0;
  await say({});
  await server.advance(2_000);
  await page.hears('attempt:changed', (view: { runsUnavailable?: string }) => view.runsUnavailable === undefined);
  candidate.leave();
});
