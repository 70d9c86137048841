import { settleGrading } from '@twohours/server/grading/gradings';
import type { AttemptId } from '@twohours/wire/id';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { codeAsItWas, launchBrowser, picture } from '../harness/browser.ts';
import { until } from '../harness/clock.ts';
import { lastGrading, verdictFor } from '../harness/endings.ts';
import type { Person } from '../harness/person.ts';
import { colleague, hasFocus, look, pageOf, panel, saved, tabTo } from '../harness/reviewing.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { solution, write } from '../harness/solutions.ts';

/*
  A whole review and its decision by keyboard alone: the first address is typed, and from there on nothing is done but
  keys. Locators only look.
*/
let browser: Browser;
let server: TestServer;
let admin: Person;
let attempt: AttemptId;
let rita: Page;
let ada: Page;
const errors: string[][] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startTestServer();
  admin = await server.admin();
  const reviewer = await colleague(server.url, admin, 'Rita Reviewer');
  rita = await pageOf(browser, server.url, reviewer, 'staff', errors);
  ada = await pageOf(browser, server.url, admin, 'staff', errors);
  const { id } = await reviewer.call('readMe');
  for (const name of ['Cleo Candidate', 'Ola Other', 'Uma Another']) attempt = await closedAttempt(name, [id]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const [who, page] of Object.entries({ rita, ada })) await picture(page, `failed-keyboard-${who}`);
});

/** One that waits for a review, with verdicts. */
async function closedAttempt(name: string, reviewers: Parameters<typeof assigned>[1]): Promise<AttemptId> {
  const invited = await server.invite(admin, { name, email: `${name.split(' ')[0] ?? ''}@example.org`, exercise: 'federated-search' });
  await assigned(invited.attempt, reviewers);
  await invited.candidate.call('startAttempt');
  const files = await solution('federated-search', 'reference');
  await write(invited.candidate, Object.fromEntries(Object.entries(files).filter(([path]) => path.endsWith('.go'))));
  await invited.candidate.call('submitAttempt');
  const grading = await lastGrading(server, invited.attempt);
  await settleGrading(server.parts, await verdictFor(server, grading));
  return invited.attempt;
}

async function assigned(of: AttemptId, reviewers: Awaited<ReturnType<typeof reviewersOf>>): Promise<void> {
  const params = { attempt: of };
  await admin.call('assignReviewers', { params, body: { reviewers, instead: await reviewersOf(of), reason: 'for a test' } });
}

const reviewersOf = async (of: AttemptId) => (await admin.call('readReviews', { params: { attempt: of } })).reviewers.map(({ id }) => id);

const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

const rowOf = (page: Page, of: AttemptId) => page.locator(`[data-row][href*="${of}"]`);

/** From wherever the focus is in a list, by as many keys as it has rows at most. */
async function rowBy(page: Page, key: 'j' | 'k', row: Locator): Promise<void> {
  for (let n = 0; n < 5 && !(await hasFocus(page, row)); n += 1) await page.keyboard.press(key);
  expect(await hasFocus(page, row)).toBe(true);
}

describe('a review by keyboard alone', () => {
  it('[RB17] goes from the queue to the attempt', async () => {
    await rita.goto(`${server.url}/reviews`);
    const rows = rita.locator('[data-row]');
    await rows.nth(2).waitFor();
    for (const [key, place] of [
      ['j', 0],
      ['j', 1],
      ['j', 2],
      ['j', 2],
      ['k', 1],
      ['k', 0],
      ['k', 0],
    ] as const) {
      await press(rita, key);
      expect(await hasFocus(rita, rows.nth(place)), `${key} to ${place}`).toBe(true);
    }
    await rowBy(rita, 'j', rowOf(rita, attempt));
    await look(rita, 'keyboard-queue');
    await press(rita, 'Enter');
    await rita.waitForURL(new RegExp(`/attempts/${attempt}`));
    await codeAsItWas(rita).waitFor({ timeout: 30_000 });
    await panel(rita).getByText('Code that others want to read and change').waitFor();
  });

  it('[RB18] chooses a file and lines, and comments on them for the candidate', async () => {
    const file = rita.getByRole('navigation', { name: 'Files of this moment' }).getByRole('button', { name: 'search.go' });
    await tabTo(rita, file);
    await press(rita, 'Enter');
    const code = rita.getByRole('region', { name: 'search.go, as it was' });
    await code.waitFor();
    await tabTo(rita, code);
    await press(rita, 'ArrowDown', 'ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
    await rita.getByText('Lines 2 to 4 are selected').waitFor({ state: 'attached' });
    await press(rita, 'c');
    await rita.keyboard.type('Well named.');
    await toCandidate();
    await saved(rita).waitFor();
    await look(rita, 'keyboard-comment');
  });

  it('[RB19, RC21] comments on a span, and says for whom before a word is written', async () => {
    const slider = rita.getByRole('slider', { name: 'Moment that is shown' });
    await tabTo(rita, slider);
    await press(rita, 'Home');
    await tabTo(rita, panel(rita).getByRole('button', { name: 'Start of span here' }));
    await press(rita, 'Enter');
    await panel(rita)
      .getByText(/^A span from/)
      .waitFor();
    await tabTo(rita, slider);
    await press(rita, 'End');
    await tabTo(rita, panel(rita).getByRole('button', { name: 'End here' }));
    await press(rita, 'Enter');
    await toCandidate();
    await press(rita, 'Shift+Tab');
    await rita.keyboard.type('All in one go.');
    // One that was begun and not written is gone by itself, wherever the focus goes from it.
    const comments = panel(rita).getByRole('textbox', { name: /^Comment on/ });
    await press(rita, 'Escape', 'c');
    await until(async () => (await comments.count()) === 3, 'another one');
    await press(rita, 'Tab', 'Tab');
    await until(async () => (await comments.count()) === 2, 'none begun');
    await untilKept({
      comments: expect.arrayContaining([
        expect.objectContaining({ on: expect.objectContaining({ path: 'search.go', from: 2, to: 4 }), text: 'Well named.', audience: 'candidate' }),
        expect.objectContaining({ on: expect.objectContaining({ fromMs: 0 }), text: 'All in one go.', audience: 'candidate' }),
      ]),
    });
  });

  it('[RB20, RC21] marks with moments, lines and a test', async () => {
    expect(await hasFocus(rita, rita.getByRole('radio').first())).toBe(true);
    // The one that Tab passed last is current; there is none above the first.
    await press(rita, 'j', 'k', 'k', 'k', '4', 'm', 'l');
    const picker = panel(rita).getByRole('button', { name: 'A test' });
    await tabTo(rita, picker);
    await press(rita, 'Enter');
    await rita.getByRole('menuitem').first().waitFor();
    await press(rita, 'ArrowDown', 'Enter');
    await rita.getByRole('menu').waitFor({ state: 'detached' });
    await until(async () => hasFocus(rita, picker), 'the focus where it was');
    await press(rita, 'j', '1', '3', 'j', '2');
    await untilKept({
      marks: [{ level: 4, evidence: [{ kind: 'moment' }, { kind: 'lines', from: 2, to: 4 }, { kind: 'test' }] }, { level: 3 }, { level: 2 }],
    });
  });

  it('[RB21] recommends, and gives the review; the next in the queue is a key away', async () => {
    await tabTo(rita, rita.getByRole('radio').first());
    await press(rita, 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Tab');
    await rita.keyboard.type('I would work with them.');
    await untilKept({ recommendation: 'yes', summary: 'I would work with them.' });
    await tabTo(rita, rita.getByRole('button', { name: /^Give the review/ }));
    await press(rita, 'Enter');
    const dialog = rita.getByRole('dialog');
    await dialog.getByText(/It is for good/).waitFor();
    await tabTo(rita, dialog.getByRole('button', { name: 'Give the review' }));
    await press(rita, 'Enter');
    const next = rita.getByRole('link', { name: 'Next in your queue' });
    await next.waitFor();
    await tabTo(rita, next);
    await press(rita, 'Enter');
    await until(async () => !rita.url().includes(attempt) && rita.url().includes('/attempts/'), 'the next attempt');
    await panel(rita).getByText('Code that others want to read and change').waitFor();
  });

  it('[RB22] an admin finds the attempt in the list, and decides', async () => {
    await ada.goto(`${server.url}/invitations`);
    await rowOf(ada, attempt).waitFor();
    await rowBy(ada, 'j', rowOf(ada, attempt));
    await press(ada, 'Enter');
    const tabs = ada.getByRole('tablist').first();
    await tabs.waitFor();
    await tabTo(ada, tabs.getByRole('tab'));
    const review = tabs.getByRole('tab', { name: /^Review/ });
    for (let n = 0; n < 6 && !(await hasFocus(ada, review)); n += 1) await press(ada, 'ArrowRight');
    await ada.getByRole('heading', { name: 'The review' }).waitFor();
    await tabTo(ada, ada.getByRole('button', { name: /^Advance/ }));
    await press(ada, 'Enter');
    const dialog = ada.getByRole('dialog');
    await dialog.waitFor();
    // The reason is what has to be filled in, so the focus is there.
    await ada.keyboard.type('As Rita says');
    await tabTo(ada, dialog.getByRole('button', { name: 'Advance' }));
    await press(ada, 'Enter');
    await ada.getByRole('region', { name: 'Decision' }).getByText('As Rita says').waitFor();
    await look(ada, 'keyboard-decided');
  });

  it('[RB23] no page had an error of its own', () => {
    expect(errors.flat()).toEqual([]);
  });
});

/** From the text of a comment to whom it is for, which becomes the candidate. */
async function toCandidate(): Promise<void> {
  await press(rita, 'Tab', 'ArrowDown', 'ArrowDown', 'Enter');
  await until(async () => (await rita.locator('select:focus').inputValue()) === 'candidate', 'the candidate chosen');
}

/** What the server has of the draft, which saves itself. */
async function untilKept(content: Record<string, unknown>): Promise<void> {
  const read = async () =>
    rita.evaluate<{ own: { content: unknown } }>(`fetch("/api/v1/attempts/${attempt}/reviews").then((answer) => answer.json())`);
  await expect.poll(async () => (await read()).own.content, { timeout: 15_000 }).toMatchObject(content);
}
