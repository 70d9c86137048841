import type { AttemptId } from '@twohours/wire/id';
import type { WorkspaceEvent } from '@twohours/wire/recording';
import type { FileId, Files } from '@twohours/wire/workspace';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeAsItWas, launchBrowser, listenForErrors, newContext, picture, seriousViolations } from '../harness/browser.ts';
import type { Person } from '../harness/person.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

let browser: Browser;
let server: TestServer;
let page: Page;
let errors: string[] = [];
let starter: Files = {};

const MINUTE_MS = 60_000;
const COUNTER = 'package wordcount\n\ntype counter map[string]int\n\nfunc (c counter) add(word string) { c[word]++ }\n';
const TALLY = COUNTER.replace('c[word]++', 'c[word] += 1');
const SCRATCH = 'package wordcount\n\n// To think.\n';

/** What they did in each minute, after the Start. */
function minutes(file: (path: string) => { f: FileId; text: string }): readonly (readonly WorkspaceEvent[])[] {
  const replaced = (path: string, old: string, now: string): WorkspaceEvent => {
    const { f, text } = file(path);
    return { kind: 'edit', f, o: text.indexOf(old), d: old.length, s: now, ago: 0 };
  };
  return [
    [
      { kind: 'created', f: 'n1', path: 'counter.go', text: COUNTER, ago: 0 },
      { kind: 'created', f: 'n2', path: 'scratch.go', text: SCRATCH, ago: 0 },
      replaced('wordcount.go', 'Count is yours to write', 'Count comes soon'),
    ],
    [
      { kind: 'renamed', f: 'n1', path: 'tally.go', ago: 0 },
      { kind: 'edit', f: 'n1', o: COUNTER.indexOf('c[word]++'), d: 'c[word]++'.length, s: 'c[word] += 1', ago: 0 },
    ],
    [
      { kind: 'deleted', f: 'n2', ago: 0 },
      { kind: 'deleted', f: file('wordcount_test.go').f, ago: 0 },
      replaced('wordcount.go', 'package wordcount', 'package wordcount // done'),
    ],
  ];
}

async function recorded(admin: Person): Promise<AttemptId> {
  const { candidate, attempt } = await server.invite(admin);
  await candidate.call('startAttempt');
  const { epoch } = await candidate.call('takeLease', { body: { device: 'device-one', takeOver: true } });
  const { files } = await candidate.call('readWorkspace');
  starter = Object.fromEntries(files.map(({ path, text }) => [path, text]));
  const file = (path: string) => {
    const found = files.find((each) => each.path === path);
    if (!found) throw new Error(`no ${path}`);
    return { f: found.id, text: found.text };
  };
  for (const [index, events] of minutes(file).entries()) {
    await server.advance(MINUTE_MS);
    const reply = await candidate.call('appendEdits', { body: { seq: index + 1, epoch, events: [...events] } });
    expect(reply).toMatchObject({ kind: 'saved' });
  }
  await server.advance(MINUTE_MS);
  await candidate.call('submitAttempt');
  return attempt;
}

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startTestServer();
  const admin = await server.admin();
  const attempt = await recorded(admin);
  const context = await newContext(browser);
  const [name = '', value = ''] = admin.cookieHeader.split('=');
  await context.addCookies([{ name, value, url: server.url }]);
  page = await context.newPage();
  errors = listenForErrors(page);
  await page.goto(`${server.url}/attempts/${attempt}?tab=replay`);
  await codeAsItWas(page).waitFor({ timeout: 30_000 });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const compareWith = async (label: string) => page.getByLabel('Compare with').selectOption({ label });

/** To right after the last event of a minute. */
async function toMinute(minute: number): Promise<void> {
  await page.getByRole('button', { name: 'To the end (End)' }).click();
  const moment = page.getByRole('slider', { name: 'Moment that is shown' });
  const isThere = async () => (await moment.getAttribute('aria-valuetext')) === `00:0${minute}:00`;
  for (let turn = 0; turn < 20 && !(await isThere()); turn += 1) await page.getByRole('button', { name: 'One event back (←)' }).click();
  expect(await isThere()).toBe(true);
}

const list = () => page.getByRole('navigation', { name: 'Files of both moments' });

/** What the list of files says, as it is read out. */
async function filesTold(): Promise<string[]> {
  const told = (await list().ariaSnapshot()).matchAll(/(?:paragraph: |button ")([^"\n]+)/g);
  return [...told].map(([, words = '']) => words);
}

async function linesOf(file: string): Promise<string[]> {
  await list().getByRole('button', { name: file, exact: true }).click();
  return linesShown();
}

/** Those that are not the same at both moments. */
async function linesShown(): Promise<string[]> {
  const rows = await page
    .getByRole('region', { name: 'Changes' })
    .getByRole('row')
    .evaluateAll((all) => all.map((row) => [...row.querySelectorAll('td')].map(({ textContent }) => textContent)));
  return rows.flatMap(([, , sign = '', text = '']) => (/^[+−]/.test(sign) ? [`${sign.slice(0, 1)}${text}`] : []));
}

const linesIn = (text: string, sign: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => sign + line);

async function look(name: string): Promise<void> {
  await picture(page, name);
  expect(await seriousViolations(page), `axe on ${name}`).toEqual([]);
}

describe('a replay, compared', () => {
  it('[UI31] with the starter: each file says what became of it, and one that is gone is there to look at', async () => {
    await compareWith('Changes since the starter');
    expect(await filesTold()).toEqual([
      '3 files differ',
      'document.go unchanged',
      'go.mod unchanged',
      'tally.go added',
      'wordcount_test.go deleted',
      'wordcount.go modified',
    ]);
    expect(await linesOf('tally.go added')).toEqual(linesIn(TALLY, '+'));
    expect(await linesOf('document.go unchanged')).toEqual([]);
    const [firstLine, failing] = [
      ['−package wordcount', '+package wordcount // done'],
      ['−\treturn nil, errors.New("Count is yours to write")', '+\treturn nil, errors.New("Count comes soon")'],
    ];
    expect(await linesOf('wordcount.go modified')).toEqual([...firstLine, ...failing]);
    await toMinute(2);
    expect(await linesShown()).toEqual(failing);
    await page.getByRole('button', { name: 'To the end (End)' }).click();
    expect(await linesOf('wordcount_test.go deleted')).toEqual(linesIn(starter['wordcount_test.go'] ?? '', '−'));
    expect(await page.getByRole('heading', { name: 'wordcount_test.go, deleted' }).isVisible()).toBe(true);
    await look('replay-diff-starter');
    // What stands above a long file in a narrow window has the height that it needs.
    await page.setViewportSize({ width: 1024, height: 768 });
    const choice = await page.getByLabel('Compare with').boundingBox();
    const changes = await page.getByRole('region', { name: 'Changes' }).boundingBox();
    expect((choice?.y ?? Infinity) + (choice?.height ?? 0)).toBeLessThanOrEqual(changes?.y ?? 0);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('[UI31] with a moment that was pinned, before it or after it: a renamed file is still the same', async () => {
    await toMinute(1);
    await page.getByRole('button', { name: 'Pin' }).click();
    await toMinute(3);
    await compareWith('Between 00:01:00 and here');
    expect(await filesTold()).toEqual([
      '4 files differ',
      'document.go unchanged',
      'go.mod unchanged',
      'scratch.go deleted',
      'counter.go to tally.go renamed',
      'wordcount_test.go deleted',
      'wordcount.go modified',
    ]);
    expect(await linesOf('scratch.go deleted')).toEqual(linesIn(SCRATCH, '−'));
    expect(await linesOf('wordcount.go modified')).toEqual(['−package wordcount', '+package wordcount // done']);
    const renamed = ['−func (c counter) add(word string) { c[word]++ }', '+func (c counter) add(word string) { c[word] += 1 }'];
    expect(await linesOf('counter.go to tally.go renamed')).toEqual(renamed);
    await look('replay-diff-renamed');

    await page.getByRole('button', { name: 'To the beginning (Home)' }).click();
    expect((await filesTold()).filter((each) => !each.endsWith('unchanged'))).toEqual([
      '3 files differ',
      'counter.go added',
      'scratch.go added',
      'wordcount.go modified',
    ]);
    expect(await linesOf('scratch.go added')).toEqual(linesIn(SCRATCH, '+'));
  });

  it('[UI31] with the end: what was still to come, and nothing at the end itself', async () => {
    await toMinute(2);
    await compareWith('Changes until the end');
    expect((await filesTold()).filter((each) => !each.endsWith('unchanged'))).toEqual([
      '3 files differ',
      'scratch.go deleted',
      'wordcount_test.go deleted',
      'wordcount.go modified',
    ]);
    expect(await linesOf('wordcount.go modified')).toEqual(['−package wordcount', '+package wordcount // done']);
    await page.getByRole('button', { name: 'To the end (End)' }).click();
    expect(await filesTold()).toEqual([
      'Nothing differs',
      ...['document.go', 'go.mod', 'tally.go', 'wordcount.go'].map((each) => `${each} unchanged`),
    ]);
    await look('replay-diff-nothing');
  });

  it('[UI31] while it plays, nothing is compared', async () => {
    await toMinute(1);
    await page.getByRole('checkbox', { name: 'Skip pauses' }).uncheck();
    await page.getByLabel('Speed').selectOption('0.5');
    await list().waitFor();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.getByRole('navigation', { name: 'Files of this moment' }).waitFor();
    expect(await codeAsItWas(page).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await list().waitFor();
    expect(await page.getByRole('region', { name: 'Changes' }).isVisible()).toBe(true);
  });

  it('[B14] the page had no error of its own and asked for nothing that its policy forbids', () => {
    expect(errors).toEqual([]);
  });
});
