import type { RunId } from '@twohours/wire/id';
import type { JobEventEntry } from '@twohours/wire/job';
import type { RunView } from '@twohours/wire/run';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page, Person } from '../harness/person.ts';
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
  const page = await candidate.connect();
  const { id } = await page.ask('run:start', {});
  return { candidate, attempt, page, id };
}

/** What a sandbox says of a run; far more than one ever would, so that the machine's own buffers are not enough for it. */
async function flood(id: RunId, from: number, count: number, bytes: number): Promise<void> {
  const { redis, keys } = server.parts;
  const text = 'x'.repeat(bytes);
  for (let n = from; n < from + count; n += 1) {
    const entry: JobEventEntry = { try: 1, n, atMs: n, event: { type: 'output', stream: 'stdout', text } };
    await redis.xadd(keys.jobEvents(id), '*', 'e', JSON.stringify(entry));
  }
}

async function end(id: RunId): Promise<void> {
  const lease = (await server.parts.runs.find(id))?.value.lease ?? '';
  const phases = { waitMs: 1, compileMs: 1, runMs: 1, totalMs: 3 };
  await server.parts.settle({ kind: 'run', id, try: 1, lease, worker: 'w', ending: { kind: 'cancelled' }, phases });
}

const isHere = (attempt: Awaited<ReturnType<typeof sitting>>['attempt']) => server.parts.presence.isConnected(attempt);
const numbersHeard = (page: Page) =>
  page.heard.flatMap(({ name, payload }) => (name === 'run:happened' ? (payload as { entries: JobEventEntry[] }).entries : [])).map(({ n }) => n);
const MEBIBYTE = 1024 * 1024;

describe('a browser that reads nothing', () => {
  it('[Q9] is sent away before much is kept for it, and gets its run from the first event when it is back', { timeout: 60_000 }, async () => {
    const { page, attempt, id, candidate } = await sitting();
    const other = await sitting();
    page.stall();
    let said = 0;
    // What the two kernels keep, what is on its way and what may wait come before: some 30 MiB at most.
    while ((await isHere(attempt)) && said < 100) {
      await flood(id, said + 1, 1, MEBIBYTE);
      said += 1;
      await expect.poll(() => server.parts.follower.heardOf(id)?.n).toBe(said);
    }
    expect(said).toBeLessThan(60);
    // Everybody else is served as ever.
    await flood(other.id, 1, 3, 10);
    await expect.poll(() => numbersHeard(other.page)).toEqual([1, 2, 3]);
    const back = new Promise<void>((resolve) => void page.socket.once('connect', resolve));
    page.readAgain();
    await back;
    await end(id);
    const story = await page.ask('run:follow', { run: id });
    expect(story.run.state).toMatchObject({ phase: 'ended' });
    expect(story.entries.map(({ n }) => n)).toEqual(Array.from({ length: said }, (_, index) => index + 1));
    await end(other.id);
    await other.page.hears('run:ended');
    for (const each of [candidate, other.candidate]) each.leave();
  });

  it('[Q9] now and then stays connected, however much that was in all', { timeout: 60_000 }, async () => {
    const { page, id, candidate } = await sitting();
    const connection = page.socket.id;
    for (let round = 0; round < 4; round += 1) {
      page.stall();
      await flood(id, 10 * round + 1, 10, MEBIBYTE);
      await expect.poll(() => server.parts.follower.heardOf(id)?.n).toBe(10 * round + 10);
      page.readAgain();
      await expect.poll(() => numbersHeard(page).at(-1), { timeout: 10_000 }).toBe(10 * round + 10);
    }
    expect(page.socket.id).toBe(connection);
    await end(id);
    candidate.leave();
  });

  it('[Q9] for a moment misses nothing: what was said meanwhile comes when it reads again', async () => {
    const { page, id, candidate } = await sitting();
    const connection = page.socket.id;
    page.stall();
    await flood(id, 1, 64, 64 * 1024);
    await end(id);
    expect(numbersHeard(page)).toEqual([]);
    page.readAgain();
    const ended = (await page.hears('run:ended')) as RunView;
    expect(ended.state).toMatchObject({ phase: 'ended' });
    expect([...new Set(numbersHeard(page))]).toEqual(Array.from({ length: 64 }, (_, index) => index + 1));
    expect(page.socket.id).toBe(connection);
    candidate.leave();
  });
});
