import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openBundle } from '@twohours/server/bundles/open-bundle';
import { settleGrading } from '@twohours/server/grading/gradings';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeAsItWas, launchBrowser, newContext, picture, seriousViolations } from '../harness/browser.ts';
import { lastGrading, sliceFor, verdictFor } from '../harness/endings.ts';
import { startTestServer } from '../harness/server.ts';
import { solution, write } from '../harness/solutions.ts';

let browser: Browser;
let folder = '';
let url = '';

/** What an unpacked bundle of an attempt looks like on a disk, long after its server has gone. */
beforeAll(async () => {
  browser = await launchBrowser();
  folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  const server = await startTestServer();
  const admin = await server.admin();
  const { candidate, attempt } = await server.invite(admin);
  await candidate.call('startAttempt');
  await write(candidate, { 'NOTES.md': '# <script>alert(1)</script>\n' });
  await server.advance(60_000);
  await candidate.call('startRun');
  await write(candidate, await solution('warm-up', 'reference'));
  await server.advance(60_000);
  await candidate.call('submitAttempt');
  const grading = await lastGrading(server, attempt);
  await settleGrading(server.parts, await verdictFor(server, grading));
  await server.parts.settle(await sliceFor(server, grading, ['failed']));
  const response = await admin.fetch('GET', `/api/v1/attempts/${attempt}/bundle`);
  const bundle = openBundle(new Uint8Array(await response.arrayBuffer()));
  await server.close();
  if ('unreadable' in bundle) throw new Error(bundle.unreadable);
  for (const [path, content] of bundle.members) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  url = pathToFileURL(join(folder, 'replay/index.html')).href;
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Opened {
  readonly page: Page;
  /** Everything that the page asked for, and everything that it complained of. */
  readonly asked: string[];
  readonly errors: string[];
}

async function open(query = ''): Promise<Opened> {
  const page = await (await newContext(browser)).newPage();
  const [asked, errors]: [string[], string[]] = [[], []];
  page.on('request', (request) => void (request.url().startsWith('data:') || asked.push(request.url())));
  page.on('pageerror', (error) => void errors.push(error.message));
  page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
  await page.goto(url + query);
  await page.getByRole('slider', { name: 'Moment that is shown' }).waitFor();
  return { page, asked, errors };
}

describe('the page of a bundle, opened from a file', () => {
  it('[BP3] shows files, timeline, events and verdict, and asks for nothing', async () => {
    const { page, asked, errors } = await open();
    await expect.poll(async () => page.getByRole('heading', { level: 1 }).textContent()).toBe('Cleo Candidate');
    const code = codeAsItWas(page);
    expect(await code.innerText()).toContain('package wordcount');
    await page.getByRole('button', { name: 'NOTES.md', exact: true }).click();
    expect(await code.innerText()).toContain('# <script>alert(1)</script>');
    await page
      .getByRole('button', { name: /Submitted/ })
      .first()
      .waitFor();
    await page.getByRole('heading', { name: 'Hidden tests' }).waitFor();
    await page.getByText(/Hidden tests were run at \d moments/).waitFor();
    await page
      .getByText(/: first passed/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByRole('button', { name: 'Play' }).waitFor({ timeout: 60_000 });
    expect(await seriousViolations(page)).toEqual([]);
    await picture(page, 'bundle');
    expect(asked).toEqual([url]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('[BP1] begins at the moment that its address names', async () => {
    const { page } = await open('?at=30000&path=NOTES.md');
    expect(await page.getByRole('slider', { name: 'Moment that is shown' }).getAttribute('aria-valuetext')).toBe('00:00:30');
    expect(await page.getByRole('region', { name: 'NOTES.md, as it was' }).innerText()).toContain('alert');
    await page.context().close();
  });
});
