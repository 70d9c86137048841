import { readFile } from 'node:fs/promises';
import { openBundle, textOf } from '@twohours/server/bundles/open-bundle';
import type { AttemptId } from '@twohours/wire/id';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, listenForErrors, newContext, picture, seriousViolations } from '../harness/browser.ts';
import { Person } from '../harness/person.ts';
import { assign, draftWhole, giveWhole } from '../harness/reviews.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

/* What is told of one attempt, each step going on from the one before. */
let browser: Browser;
let server: TestServer;
let admin: Person;
let rita: Person;
let rosa: Person;
let attempt: AttemptId;

/** Closed, and reviewed by two, neither of whom has given theirs. */
beforeAll(async () => {
  browser = await launchBrowser();
  server = await startTestServer();
  admin = await server.admin();
  rita = await colleague('Rita');
  rosa = await colleague('Rosa');
  const invited = await server.invite(admin);
  attempt = invited.attempt;
  await invited.candidate.call('startAttempt');
  await invited.candidate.call('submitAttempt');
  const reviewers = await Promise.all([rita, rosa].map(async (each) => (await each.call('readMe')).id));
  await assign(admin, attempt, reviewers);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function colleague(name: string): Promise<Person> {
  const { link } = await admin.call('inviteStaff', { body: { roles: ['reviewer'] } });
  const person = new Person(server.url);
  const body = { token: link.split('#')[1] ?? '', name, email: `${name}@acme.example`, password: 'correct horse battery' };
  await person.call('acceptStaffLink', { body });
  return person;
}

/** The attempt's page, as somebody has it before them. */
async function pageOf(person: Person): Promise<Page> {
  const context = await newContext(browser);
  const [, value = ''] = /(?:^|; )staff=([^;]*)/.exec(person.cookieHeader) ?? [];
  await context.addCookies([{ name: 'staff', value, url: server.url }]);
  const page = await context.newPage();
  await page.goto(`${server.url}/attempts/${attempt}?tab=review`);
  await page.getByRole('complementary').waitFor();
  return page;
}

async function reviewsIn(download: Download): Promise<string | undefined> {
  const bundle = openBundle(await readFile(await download.path()));
  if ('unreadable' in bundle) throw new Error(bundle.unreadable);
  const content = bundle.members.get('reviews.json');
  return content && textOf(content);
}

const plain = (page: Page) => page.getByRole('link', { name: 'Download bundle' });
const choice = (page: Page) => page.getByRole('button', { name: 'Download bundle' });

describe('the bundle on the page of an attempt', () => {
  it('[RC19] is offered with reviews, by keyboard too, once one’s own is given, and holds it', async () => {
    const page = await pageOf(rita);
    const errors = listenForErrors(page);
    await plain(page).waitFor();
    await draftWhole(rita, attempt, { summary: 'Rita thinks' });
    expect(await choice(page).count()).toBe(0);
    await giveWhole(rita, attempt, { summary: 'Rita thinks' });
    await choice(page).waitFor();
    expect(await plain(page).count()).toBe(0);

    await choice(page).focus();
    await page.keyboard.press('Enter');
    const item = page.getByRole('menuitem', { name: /^With your review .*private ones too/ });
    await item.waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await picture(page, 'bundle-with-reviews');
    await page.keyboard.press('End');
    const [whole] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(whole.suggestedFilename()).toBe(`${attempt}-1-with-reviews.zip`);
    expect(await reviewsIn(whole)).toContain('Rita thinks');

    await choice(page).click();
    const without = page.getByRole('menuitem', { name: /^Without reviews / });
    const [less] = await Promise.all([page.waitForEvent('download'), without.click()]);
    expect(less.suggestedFilename()).toBe(`${attempt}-1.zip`);
    expect(await reviewsIn(less)).toBeUndefined();
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('[RC19] is offered without them to whoever may not see any yet', async () => {
    for (const person of [rosa, admin]) {
      const page = await pageOf(person);
      await page.getByText('1 of 2 reviews given', { exact: false }).first().waitFor();
      const [download] = await Promise.all([page.waitForEvent('download'), plain(page).click()]);
      expect(await reviewsIn(download)).toBeUndefined();
      expect(await choice(page).count()).toBe(0);
      await page.context().close();
    }
  });
});
