import { loadExercise } from '@twohours/exercises/load';
import { settleGrading } from '@twohours/server/grading/gradings';
import { lanesIdOf } from '@twohours/server/lanes/lanes';
import { newId, type AttemptId } from '@twohours/wire/id';
import type { RecordedEntry } from '@twohours/wire/recording';
import { HOUR_MS } from '@twohours/wire/time';
import type { Browser, Page } from 'playwright-core';
import { enterEditor } from '../harness/browser.ts';
import { lastGrading, sliceFor, verdictFor } from '../harness/endings.ts';
import { Person } from '../harness/person.ts';
import type { TestServer } from '../harness/server.ts';
import { solution } from '../harness/solutions.ts';
import { typedRecording } from './typed-recording.ts';

const TWO_HOURS_MS = 2 * HOUR_MS;
/** So much is typed for the one that is sat. */
const SAT_LETTERS = 4_000;
const SAT_LINES_A_RUN = 8;
/** More than moments at which lanes are run. */
const RUNS = 30;
const RUN_MS = 4_000;
const EXERCISE = 'federated-search';

export async function pageOf(browser: Browser, person: Person, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const [name = '', value = ''] = person.cookieHeader.split('=');
  await context.addCookies([{ name, value, url }]);
  return context.newPage();
}

/** Somebody on the panel of whatever is handed in after them. */
export async function newReviewer(server: TestServer, admin: Person): Promise<Person> {
  const { link } = await admin.call('inviteStaff', { body: { roles: ['reviewer'] } });
  const person = new Person(server.url);
  const body = { token: link.split('#')[1] ?? '', name: 'Rita Reviewer', email: 'rita@acme.example', password: 'correct horse battery' };
  await person.call('acceptStaffLink', { body });
  return person;
}

/** Somebody writes the reference in the candidates' own editor, while two hours pass on the server's clock. */
export async function sitAttempt(server: TestServer, browser: Browser, admin: Person): Promise<AttemptId> {
  const { candidate, attempt } = await server.invite(admin, { exercise: EXERCISE });
  await candidate.call('startAttempt');
  const page = await pageOf(browser, candidate, server.url);
  await page.goto(`${server.url}/attempt`);
  await page.getByRole('treeitem', { name: /^search\.go/ }).click();
  await page.locator('.monaco-editor .view-line').first().waitFor();
  await enterEditor(page);
  await page.keyboard.press('Control+A');
  const text = (await solution(EXERCISE, 'reference'))['search.go'] ?? '';
  // The editor indents by itself.
  const lines = text.slice(0, SAT_LETTERS).split('\n');
  for (const [index, line] of lines.entries()) {
    await page.keyboard.type(`${line.trim()}\n`);
    await server.advance(Math.floor((0.95 * TWO_HOURS_MS) / lines.length));
    if (index % SAT_LINES_A_RUN !== 0) continue;
    const { id } = await candidate.call('startRun');
    await candidate.call('cancelRun', { params: { run: id } });
  }
  await page.getByRole('button', { name: /^Saved/ }).waitFor();
  await handIn(server, candidate, attempt);
  await page.context().close();
  return attempt;
}

export async function generateAttempt(server: TestServer, admin: Person, events: number): Promise<AttemptId> {
  const { candidate, attempt } = await server.invite(admin, { exercise: EXERCISE });
  await candidate.call('startAttempt');
  const { manifest, starter } = await loadExercise(new URL(`../../../exercises/${EXERCISE}`, import.meta.url).pathname);
  const { redis, keys } = server.parts;
  const typed = typedRecording(starter, await solution(EXERCISE, 'reference'), manifest, events);
  const entries = [...typed.map(({ at, batch }) => ({ v: 1, at, ...batch })), ...runs()].toSorted((a, b) => a.at - b.at);
  const pipeline = redis.pipeline();
  for (const entry of entries) pipeline.xadd(keys.recording(attempt), '*', 'e', JSON.stringify(entry));
  await pipeline.exec();
  await server.advance(entries.at(-1)?.at ?? 0);
  await handIn(server, candidate, attempt);
  return attempt;
}

function runs(): RecordedEntry[] {
  return Array.from({ length: RUNS }, (_, n): RecordedEntry[] => {
    const [run, at] = [newId('run'), Math.floor(((n + 0.5) / RUNS) * 0.9 * TWO_HOURS_MS)];
    const how = n % 3 === 0 ? 'failed' : 'passed';
    return [
      { v: 1, at, events: [{ kind: 'run-started', run }] },
      { v: 1, at: at + RUN_MS, events: [{ kind: 'run-ended', run, how }] },
    ];
  }).flat();
}

/** With a verdict and all lanes, as a sandbox would tell them. */
async function handIn(server: TestServer, candidate: Person, attempt: AttemptId): Promise<void> {
  await candidate.call('submitAttempt');
  const grading = await lastGrading(server, attempt);
  await settleGrading(server.parts, await verdictFor(server, grading));
  for (let slice = 0; slice < RUNS; slice += 1) {
    if ((await server.parts.lanes.find(lanesIdOf(grading)))?.value.state.phase === 'done') return;
    await server.parts.settle(await sliceFor(server, grading, [slice % 4 === 0 ? 'failed' : 'passed']));
  }
  throw new Error('its lanes came to no end');
}
