import { settleGrading } from '@twohours/server/grading/gradings';
import { newId } from '@twohours/wire/id';
import type { JobEvent } from '@twohours/wire/job';
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

/** More than a server reads at a time. */
const MANY = 12_000;
const phases = { waitMs: 1, compileMs: 1, runMs: 1, totalMs: 3 };

async function sitting() {
  const { candidate, attempt } = await server.invite(admin);
  await candidate.call('startAttempt');
  return { candidate, attempt };
}

/** What a sandbox says of a job while it goes on. */
async function say(id: string, jobTry: number, n: number, event: JobEvent): Promise<void> {
  const { redis, keys } = server.parts;
  await redis.xadd(keys.jobEvents(id), '*', 'e', JSON.stringify({ try: jobTry, n, atMs: n, event }));
}

async function queued(of: TestServer = server): Promise<void> {
  await expect.poll(async () => of.parts.redis.zcard(of.parts.keys.unqueuedJobs)).toBe(0);
}

describe('a run', () => {
  it('[R6] is heard in full before its end, whichever server took the result', async () => {
    const { candidate } = await sitting();
    const page = await candidate.connect();
    const { id } = await page.ask('run:start', {});
    await queued();
    const lease = (await server.parts.runs.find(id))?.value.lease ?? '';
    for (let n = 1; n <= 30; n += 1) await say(id, 1, n, { type: 'output', stream: 'stdout', text: `line ${n}\n` });
    await beside.parts.settle({ kind: 'run', id, try: 1, lease, worker: 'w', ending: { kind: 'cancelled' }, phases });
    await page.hears('run:ended');
    const before = page.heard.slice(
      0,
      page.heard.findIndex(({ name }) => name === 'run:ended'),
    );
    const heard = before.flatMap(({ name, payload }) => (name === 'run:happened' ? (payload as { entries: { n: number }[] }).entries : []));
    expect(new Set(heard.map(({ n }) => n)).size).toBe(30);
    candidate.leave();
  });

  it('[R6] is heard in full at every server that has a page of it, and what it says takes no way through the others', async () => {
    const { candidate } = await sitting();
    const pages = [await candidate.connect(), await candidate.at(beside.url).connect()];
    const { id } = await candidate.call('startRun');
    await queued();
    for (const page of pages) await page.ask('run:follow', { run: id });
    const { redis, keys } = server.parts;
    const said = await redis.xlen(keys.socketAdapter);
    for (let n = 1; n <= 30; n += 1) await say(id, 1, n, { type: 'output', stream: 'stdout', text: `line ${n}\n` });
    const linesOf = (page: Page, until = page.heard.length) => {
      const heard = page.heard.slice(0, until);
      return heard
        .flatMap(({ name, payload }) => (name === 'run:happened' ? (payload as { entries: { n: number }[] }).entries : []))
        .map(({ n }) => n);
    };
    for (const page of pages) await expect.poll(() => linesOf(page).at(-1)).toBe(30);
    // Servers say there now and then that they are alive.
    expect(await redis.xlen(keys.socketAdapter)).toBeLessThan(said + 10);
    // The end comes while the servers are still reading.
    const lease = (await server.parts.runs.find(id))?.value.lease ?? '';
    const rest = redis.pipeline();
    for (let n = 31; n <= MANY; n += 1) {
      const event: JobEvent = { type: 'output', stream: 'stdout', text: `line ${n}\n` };
      rest.xadd(keys.jobEvents(id), '*', 'e', JSON.stringify({ try: 1, n, atMs: n, event }));
    }
    // On one connection: settled after everything was said, and long before everything was passed on.
    await Promise.all([rest.exec(), server.parts.settle({ kind: 'run', id, try: 1, lease, worker: 'w', ending: { kind: 'cancelled' }, phases })]);
    for (const page of pages) {
      await page.hears('run:ended');
      const heard = linesOf(
        page,
        page.heard.findIndex(({ name }) => name === 'run:ended'),
      );
      expect(new Set(heard).size).toBe(MANY);
    }
    candidate.leave();
    for (const page of pages) page.socket.disconnect();
  });

  it('[R6] that has ended is followed by no server any more', async () => {
    const { candidate } = await sitting();
    const { id } = await candidate.call('startRun');
    await queued();
    const lease = (await server.parts.runs.find(id))?.value.lease ?? '';
    expect(server.parts.follower.isFollowing(id)).toBe(true);
    await beside.parts.settle({ kind: 'run', id, try: 1, lease, worker: 'w', ending: { kind: 'cancelled' }, phases });
    await server.advance(61_000);
    // Its blocking read comes back at the latest after five seconds.
    await expect.poll(() => server.parts.follower.isFollowing(id), { timeout: 8_000 }).toBe(false);
  });

  it('[R7] whose cancelling was cut short does not keep the candidate from the next', async () => {
    const { candidate, attempt } = await sitting();
    const { id } = await candidate.call('startRun');
    await queued();
    const { queue, redis, keys } = server.parts;
    // Whoever cancelled took it out of the queue and died.
    expect(await queue.remove(`${id}-1`)).toBe('removed');
    await candidate.call('cancelRun', { params: { run: id } });
    const isWaiting = async () => (await redis.exists(`${keys.bull}:jobs:${id}-1`)) === 1;
    const isOver = async () => (await redis.hget(keys.attempt(attempt), 'run')) === null;
    await expect.poll(async () => (await isOver()) || (await isWaiting())).toBe(true);
    await candidate.call('cancelRun', { params: { run: id } });
    expect(await isOver()).toBe(true);
  });
});

describe('a grading', () => {
  it('[G1] that is tried again runs only when its new try does, and is handed over however far it came', async () => {
    const { candidate, attempt } = await sitting();
    await candidate.call('submitAttempt');
    await queued();
    const read = async () => (await server.parts.gradings.list(attempt))[0];
    const grading = await read();
    const id = grading?.id ?? newId('grd');
    await say(id, 1, 1, { type: 'picked-up' });
    await expect.poll(async () => (await read())?.state.phase).toBe('running');
    await settleGrading(server.parts, { kind: 'faulted', of: 'grade', id, try: 1, lease: grading?.lease ?? '', worker: 'w', reason: 'r' });
    await expect.poll(async () => (await read())?.try).toBe(2);
    await server.advance(2_500);
    await queued();
    await expect.poll(() => server.parts.follower.isFollowing(id) || beside.parts.follower.isFollowing(id)).toBe(true);
    await new Promise((resolve) => void setImmediate(resolve));
    expect((await read())?.state.phase).toBe('queued');
    await say(id, 2, 1, { type: 'picked-up' });
    await expect.poll(async () => (await read())?.state.phase).toBe('running');
    // A server that died between handing it over and saying so.
    const { redis, keys } = server.parts;
    await redis.del(`${keys.bull}:jobs:${id}-2`);
    await redis.zadd(keys.unqueuedJobs, server.clock.now(), `${id}-2`);
    await server.advance(1_000);
    await expect.poll(async () => redis.exists(`${keys.bull}:jobs:${id}-2`)).toBe(1);
  });

  it('[G2] without an entry for every hidden test is a fault of ours and no verdict', async () => {
    const { candidate, attempt } = await sitting();
    await candidate.call('submitAttempt');
    const read = async () => (await server.parts.gradings.list(attempt))[0];
    const { id, lease } = (await read()) ?? { id: newId('grd'), lease: '' };
    await settleGrading(server.parts, {
      kind: 'grade',
      id,
      try: 1,
      lease,
      worker: 'w',
      state: 0,
      ending: { kind: 'tests', tests: [], containers: 1 },
      phases,
      image: 'i',
    });
    expect(await read()).toMatchObject({ try: 2, faults: 1, state: { phase: 'queued' } });
    expect((await admin.call('listInvitations')).invitations.length).toBeGreaterThan(0);
  });
});

describe('formatting', () => {
  it('[F4] leaves nothing behind when nobody could do it', async () => {
    const { candidate } = await sitting();
    const { redis, keys } = server.parts;
    const left = async () => [...(await redis.keys(`${server.prefix}job:fmt_*`)), ...(await redis.keys(`${keys.bull}:jobs:fmt_*`))];
    const asked = candidate.refusal(candidate.call('formatFile', { body: { path: 'a.go', text: 'package a' } }));
    await expect.poll(async () => (await left()).length).toBeGreaterThan(0);
    await server.advance(11_000);
    expect(await asked).toBe('runs-unavailable');
    expect(await left()).toEqual([]);
  });
});
