import type { RunId } from '@twohours/wire/id';
import type { JobEventEntry } from '@twohours/wire/job';
import type { RunView } from '@twohours/wire/run';
import type { Files } from '@twohours/wire/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../harness/clock.ts';
import type { Page, Person } from '../harness/person.ts';
import { SandboxProcess } from '../harness/sandbox.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { solution, write } from '../harness/solutions.ts';

let server: TestServer;
let sandbox: SandboxProcess;
let admin: Person;

beforeAll(async () => {
  // Every fault is logged as an error of ours, which it is.
  server = await startTestServer({}, undefined, { mayLogErrors: true });
  sandbox = await SandboxProcess.start(server.prefix);
  admin = await server.admin();
});
afterAll(async () => {
  await sandbox.close();
  await server.close();
});

async function sitting(files: Files, exercise = 'warm-up') {
  const { candidate } = await server.invite(admin, { exercise });
  await candidate.call('startAttempt');
  await write(candidate, files);
  return { candidate, page: await candidate.connect() };
}

const ended = async (page: Page, id: RunId) => (await page.hears('run:ended', (view: RunView) => view.id === id, 90_000)) as RunView;
const entriesHeard = (page: Page, id: RunId) =>
  page.heard.flatMap(({ name, payload }) => {
    const { run, entries } = payload as { run: string; entries: JobEventEntry[] };
    return name === 'run:happened' && run === id ? entries : [];
  });

/** Prints until it is stopped, part of it as if it were tests without end. */
const FLOOD = {
  'flood_test.go':
    'package wordcount_test\n\nimport (\n\t"fmt"\n\t"testing"\n)\n\nfunc TestFlood(t *testing.T) {\n\tfor n := 0; ; n++ {\n\t\tfmt.Printf("\\x16=== RUN   TestMadeUp%d\\nline %d\\n", n, n)\n\t}\n}\n',
};

describe('a browser that reads nothing while its program floods', () => {
  it('[Q9] the run ends as it would, others are served, and it has everything once it reads again', { timeout: 180_000 }, async () => {
    const { candidate, page } = await sitting(FLOOD);
    const watching = await candidate.connect();
    const other = await sitting(await solution('warm-up', 'reference'));
    const { id } = await page.ask('run:start', {});
    page.stall();
    const honest = await other.page.ask('run:start', {});
    const flooded = { phase: 'ended', ending: { kind: 'ran', outcome: { kind: 'too-much-output' } } };
    expect((await ended(watching, id)).state).toMatchObject(flooded);
    expect((await ended(other.page, honest.id)).state).toMatchObject({
      phase: 'ended',
      ending: { kind: 'ran', outcome: { kind: 'exited', exitCode: 0 } },
    });
    expect(entriesHeard(page, id).map(({ event }) => event.type)).not.toContain('output');
    page.readAgain();
    // What was kept for it, or what it asks for when its line had to be cut: from the first event either way.
    await until(async () => page.socket.connected && (await page.ask('run:follow', { run: id })).run.state.phase === 'ended', 'the page to be back');
    const story = await page.ask('run:follow', { run: id });
    expect(story.run.state).toMatchObject(flooded);
    expect(story.entries.map(({ n }) => n)).toEqual(story.entries.map((_, index) => index + 1));
    const numbers = (entries: readonly JobEventEntry[]) => [...new Set(entries.map(({ n }) => n))];
    expect(numbers(entriesHeard(watching, id))).toEqual(numbers(story.entries));
    for (const each of [candidate, other.candidate]) each.leave();
  });
});

describe('a fault of ours', () => {
  it('[Q7] that is over after a moment costs one try: the run pauses, its candidate is told, and it passes', { timeout: 180_000 }, async () => {
    // One that the sandbox has not fetched yet.
    const { candidate, page } = await sitting(await solution('federated-search', 'reference'), 'federated-search');
    const { redis, keys, exercises } = server.parts;
    const sealed = keys.packagePart((await exercises.newest('federated-search'))?.hashes.sealed ?? '');
    const part = await redis.getBuffer(sealed);
    if (!part) throw new Error('no package');
    await redis.del(sealed);
    const { id } = await page.ask('run:start', {});
    await page.hears('run:moved', ({ place }: { place: { try: number; ahead?: number } }) => place.try === 2 && place.ahead === undefined, 60_000);
    await redis.set(sealed, part);
    await server.advance(2_500);
    const again = await ended(page, id);
    expect(again.state).toMatchObject({ phase: 'ended', ending: { kind: 'ran', outcome: { kind: 'exited', exitCode: 0 } } });
    const { entries } = await page.ask('run:follow', { run: id });
    expect(new Set(entries.map((entry) => entry.try))).toEqual(new Set([1, 2]));
    candidate.leave();
  });
});
