import type { RunId } from '@twohours/wire/id';
import type { JobEvent } from '@twohours/wire/job';
import type { RunPlace, RunView } from '@twohours/wire/run';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Page, Person } from '../harness/person.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

let server: TestServer;
let beside: TestServer;
let admin: Person;

beforeAll(async () => {
  // Every fault is logged as an error of ours, which it is.
  server = await startTestServer({}, undefined, { mayLogErrors: true });
  beside = await startTestServer({}, server, { mayLogErrors: true });
  admin = await server.admin();
});
afterAll(async () => {
  await beside.close();
  await server.close();
});
// Whoever still waits from the test before would stand in front.
beforeEach(async () => {
  for (const jobId of await server.parts.queue.waiting()) await server.parts.queue.remove(jobId);
});

async function sitting(at: TestServer = server) {
  const { candidate, attempt } = await server.invite(admin);
  await candidate.call('startAttempt');
  const person = candidate.at(at.url);
  return { candidate: person, attempt, page: await person.connect() };
}

async function queued(): Promise<void> {
  await expect.poll(async () => server.parts.redis.zcard(server.parts.keys.unqueuedJobs)).toBe(0);
}

async function pressed(page: Page): Promise<RunId> {
  const { id } = await page.ask('run:start', {});
  await queued();
  return id;
}

/** A sandbox that takes a run, up to where it says so. */
async function take(id: string, jobTry = 1): Promise<void> {
  const { redis, keys, queue } = server.parts;
  expect(await queue.remove(`${id}-${jobTry}`)).toBe('removed');
  const event: JobEvent = { type: 'picked-up' };
  await redis.xadd(keys.jobEvents(id), '*', 'e', JSON.stringify({ try: jobTry, n: 1, atMs: 0, event }));
}

async function fault(id: RunId): Promise<void> {
  const run = (await server.parts.runs.find(id))?.value;
  if (!run) throw new Error(`no ${id}`);
  await server.parts.settle({ kind: 'faulted', of: 'run', id, try: run.try, lease: run.lease, worker: 'w', reason: 'the engine hiccups' });
}

const placesOf = (page: Page, id: string): RunPlace[] =>
  page.heard.flatMap(({ name, payload }) => {
    const { run, place } = payload as { run: string; place: RunPlace };
    return name === 'run:moved' && run === id ? [place] : [];
  });
const aheadOf = (page: Page, id: string) => placesOf(page, id).map(({ ahead }) => ahead);
const ROUND_MS = 300;

describe('places in the queue', () => {
  it('[Q1] are told to everyone, move as others are taken, and are told once: at every server', async () => {
    const crowd = [];
    for (const at of [server, beside, server, beside]) {
      const { page } = await sitting(at);
      crowd.push({ page, id: await pressed(page) });
    }
    await server.advance(ROUND_MS);
    for (const [place, { page, id }] of crowd.entries()) await expect.poll(() => aheadOf(page, id)).toEqual([place]);
    for (const [round, { id }] of crowd.slice(0, 3).entries()) {
      await take(id);
      await server.advance(ROUND_MS);
      for (const { page, id } of crowd.slice(round + 1))
        await expect.poll(() => aheadOf(page, id).at(-1)).toBe(crowd.findIndex((each) => each.id === id) - round - 1);
    }
    await server.advance(4 * ROUND_MS);
    expect(crowd.map(({ page, id }) => aheadOf(page, id))).toEqual([[0], [1, 0], [2, 1, 0], [3, 2, 1, 0]]);
    for (const { page } of crowd) page.socket.disconnect();
  });

  it('[Q1] are told to a page that comes late, by socket and by request, and to one that is open at another server', async () => {
    const { page: first } = await sitting();
    await pressed(first);
    const { page, candidate } = await sitting();
    const elsewhere = await candidate.at(beside.url).connect();
    const id = await pressed(page);
    const place = { try: 1, n: 0, ahead: 1 };
    expect((await page.ask('run:follow', { run: id })).place).toEqual(place);
    expect((await candidate.at(beside.url).call('readRun', { params: { run: id } })).place).toEqual(place);
    // It hears that there is a run, asks, and is told from then on.
    await elsewhere.hears('run:happened', ({ run }: { run: string }) => run === id);
    await elsewhere.ask('run:follow', { run: id });
    await server.advance(ROUND_MS);
    await expect.poll(() => placesOf(elsewhere, id)).toEqual([place]);
    for (const each of [first, page, elsewhere]) each.socket.disconnect();
  });

  it('[Q3] of a run that was put back are told again, after what had happened', async () => {
    const { page } = await sitting();
    const id = await pressed(page);
    const { redis, keys, queueing, clock } = server.parts;
    await take(id);
    await page.hears('run:happened', ({ entries }: { entries: unknown[] }) => entries.length > 0);
    expect((await page.ask('run:follow', { run: id })).place).toBeUndefined();
    await redis.zadd(keys.unqueuedJobs, clock.now(), `${id}-1`);
    queueing.poke();
    await queued();
    await server.advance(ROUND_MS);
    await expect.poll(() => placesOf(page, id).at(-1)).toEqual({ try: 1, n: 1, ahead: 0 });
    page.socket.disconnect();
  });
});

describe('one candidate alone', () => {
  it('[Q6] cannot make anybody wait longer by pressing Run and Cancel without end, in two tabs at two servers', async () => {
    const { page: first } = await sitting();
    await pressed(first);
    const { page: patient } = await sitting();
    const waits = await pressed(patient);
    const { candidate } = await sitting();
    const tabs = [candidate, candidate.at(beside.url)];
    const started = new Set<string>();
    const press = async (tab: Person) => {
      for (let n = 0; n < 15; n += 1) {
        const run = await tab.call('startRun').catch(() => undefined);
        if (run) started.add(run.id);
        if (run) await tab.call('cancelRun', { params: { run: run.id } });
        await server.advance(ROUND_MS);
      }
    };
    await Promise.all(tabs.map(press));
    expect(started.size).toBeGreaterThan(5);
    await queued();
    // Nothing is left of what was cancelled, however far it had come: whoever comes now waits for two.
    await expect.poll(async () => (await server.parts.queue.waiting()).length).toBe(2);
    expect(new Set(aheadOf(patient, waits))).toEqual(new Set([1]));
    for (const each of [first, patient]) each.socket.disconnect();
    candidate.leave();
  });

  it('[Q6] gets one run of forty clicks at two servers', async () => {
    const { candidate, page } = await sitting();
    const there = candidate.at(beside.url);
    const clicks = Array.from({ length: 40 }, (_, n) =>
      (n % 2 === 0 ? candidate : there).call('startRun').then(
        (run) => run.id,
        () => undefined,
      ),
    );
    const ids = (await Promise.all(clicks)).filter((id) => id !== undefined);
    await queued();
    expect(ids).toHaveLength(1);
    expect(await server.parts.queue.waiting()).toEqual([`${ids[0]}-1`]);
    page.socket.disconnect();
  });

  it('[Q6] has one file formatted at a time', async () => {
    const { candidate, page } = await sitting();
    const there = candidate.at(beside.url);
    const body = { path: 'a.go', text: 'package a' };
    const answers: (string | undefined)[] = [];
    const asked = Array.from({ length: 20 }, async (_, n) => {
      const person = n % 2 === 0 ? candidate : there;
      answers.push(await person.refusal(person.call('formatFile', { body })));
    });
    await expect.poll(() => answers).toEqual(Array.from({ length: 19 }, () => 'format-in-progress'));
    expect(await server.parts.queue.waiting()).toHaveLength(1);
    const { candidate: other, page: otherPage } = await sitting();
    const theirs = other.refusal(other.call('formatFile', { body }));
    await expect.poll(async () => (await server.parts.queue.waiting()).length).toBe(2);
    await server.advance(11_000);
    await Promise.all(asked);
    expect([answers.at(-1), await theirs]).toEqual(['runs-unavailable', 'runs-unavailable']);
    for (const each of [page, otherPage]) each.socket.disconnect();
  });
});

describe('a fault of ours', () => {
  it('[Q7] is followed by a pause that grows, the candidate is told, and does not wait in line again', async () => {
    const { page: other } = await sitting();
    await pressed(other);
    const { page, candidate } = await sitting(beside);
    const id = await pressed(page);
    await take(id);
    for (const [faults, pauseMs] of [2_000, 10_000].entries()) {
      const again = faults + 2;
      await fault(id);
      await expect.poll(() => placesOf(page, id).at(-1)).toEqual({ try: again, n: 0 });
      expect((await candidate.call('readRun', { params: { run: id } })).place).toEqual({ try: again, n: 0 });
      await server.advance(pauseMs - 600);
      expect((await server.parts.queue.waiting()).includes(`${id}-${again}`)).toBe(false);
      await server.advance(1_200);
      await expect.poll(async () => (await server.parts.queue.waiting())[0]).toBe(`${id}-${again}`);
      await server.advance(ROUND_MS);
      await expect.poll(() => placesOf(page, id).at(-1)).toEqual({ try: again, n: 0, ahead: 0 });
      await take(id, again);
    }
    await fault(id);
    const ended = (await page.hears('run:ended', (view: RunView) => view.id === id)) as RunView;
    expect(ended.state).toEqual({ phase: 'abandoned' });
    for (const each of [page, other]) each.socket.disconnect();
  });

  it('[Q8] leaves a run that can be cancelled at once while it pauses', async () => {
    const { page } = await sitting();
    const id = await pressed(page);
    await take(id);
    await fault(id);
    await page.ask('run:cancel', { run: id });
    const ended = (await page.hears('run:ended', (view: RunView) => view.id === id)) as RunView;
    expect(ended.state).toMatchObject({ phase: 'ended', ending: { kind: 'cancelled' } });
    await server.advance(3_000);
    await queued();
    expect(await server.parts.queue.waiting()).toEqual([]);
    page.socket.disconnect();
  });
});
