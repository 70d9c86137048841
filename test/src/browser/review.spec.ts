import { settleGrading } from '@twohours/server/grading/gradings';
import type { AttemptId } from '@twohours/wire/id';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { codeAsItWas, launchBrowser, paintedLines, picture, placeOfLine } from '../harness/browser.ts';
import { until } from '../harness/clock.ts';
import { lastGrading, verdictFor } from '../harness/endings.ts';
import type { Person } from '../harness/person.ts';
import { colleague, look, markByKeyboard, pageOf, panel, saved, tabTo } from '../harness/reviewing.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { solution, write } from '../harness/solutions.ts';

/*
  One attempt from its closing to the candidate's page, each step going on from the one before. What a sandbox would find
  is told in its place.
*/
let browser: Browser;
let server: TestServer;
let admin: Person;
let attempt: AttemptId;
let rita: Page;
let rosa: Page;
let ada: Page;
let cleo: Page;
/** Of each page, as they come. */
const errors: string[][] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startTestServer({ CONTACT: 'hiring@acme.example' });
  admin = await server.admin();
  rita = await signedIn(await colleague(server.url, admin, 'Rita Reviewer'), 'staff');
  rosa = await signedIn(await colleague(server.url, admin, 'Rosa Reviewer'), 'staff');
  ada = await signedIn(admin, 'staff');
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  const name = task.name.slice(1, 5).replace(/\W/g, '');
  for (const [who, page] of Object.entries({ rita, rosa, ada })) await picture(page, `failed-${name}-${who}`);
});

const signedIn = async (person: Person, as: 'staff' | 'candidate') => pageOf(browser, server.url, person, as, errors);
const moment = async (page: Page) => page.getByRole('slider', { name: 'Moment that is shown' }).getAttribute('aria-valuetext');

/** Of the code, those lines whose numbers are beside a mark. */
async function linesMarked(page: Page, mark: string): Promise<number[]> {
  const code = codeAsItWas(page);
  const box = await code.locator(mark).boundingBox();
  const marked: number[] = [];
  for (const line of (await paintedLines(code)).keys()) {
    const { y } = await placeOfLine(code, line);
    if (box && y > box.y && y < box.y + box.height) marked.push(line);
  }
  return marked;
}

describe('a review in a browser', () => {
  it('[RB1] an admin sets how reviews of a role are done', async () => {
    await ada.goto(`${server.url}/reviews`);
    await ada.getByText('Nothing waits for your review').waitFor();
    await look(ada, 'reviews-empty');
    await ada.getByRole('link', { name: 'How reviews are done' }).click();
    const role = ada.getByRole('form', { name: 'Software Engineer, Backend' });
    await role.getByRole('checkbox', { name: /^Blind/ }).check();
    await role.getByRole('checkbox', { name: /^Verdicts/ }).check();
    await role.getByRole('checkbox', { name: /^Comments/ }).check();
    await role.getByLabel('Days to review').fill('0');
    await role.getByText('A whole number from 1 to 60.').waitFor();
    await role.getByLabel('Days to review').fill('3');
    await look(ada, 'review-settings');
    await role.getByRole('button', { name: 'Save' }).click();
    await ada.getByText('Software Engineer, Backend: saved').waitFor();
  });

  it('[RB2] the candidate reads before Start what they will see, then hands in', async () => {
    const invited = await server.invite(admin, { name: 'Cleo Candidate', exercise: 'federated-search' });
    attempt = invited.attempt;
    cleo = await signedIn(invited.candidate, 'candidate');
    await cleo.goto(`${server.url}/attempt`);
    await cleo.getByText(/Once it has been decided, this page shows you how the hidden tests came out/).waitFor();
    await look(cleo, 'lobby-sees');
    await invited.candidate.call('startAttempt');
    const files = await solution('federated-search', 'reference');
    const [first, ...rest] = Object.entries(files).filter(([path]) => path.endsWith('.go'));
    await write(invited.candidate, Object.fromEntries(first ? [first] : []));
    await write(invited.candidate, {
      ...Object.fromEntries(rest),
      'NOTES.md': '# What I would do next\n\nCleo Candidate: a limit for each backend, and **metrics**.\n',
    });
    await invited.candidate.call('submitAttempt');
    const grading = await lastGrading(server, attempt);
    await settleGrading(server.parts, await verdictFor(server, grading, (place) => (place % 6 === 2 ? 'failed' : 'passed')));
    // Another one, so that there is a next.
    const other = await server.invite(admin, { name: 'Ola Other', email: 'ola@example.org', exercise: 'federated-search' });
    await other.candidate.call('startAttempt');
    await other.candidate.call('submitAttempt');
    await cleo.reload();
    await cleo.getByText(/have not decided yet/).waitFor();
    await look(cleo, 'receipt-not-decided');
  });

  it('[RB3] a reviewer finds both in their queue, under covered names', async () => {
    await rita.goto(`${server.url}/reviews`);
    await rita.getByRole('row').nth(2).waitFor();
    expect(await rita.locator('main').innerText()).not.toMatch(/Cleo|Ola/);
    await rita.getByRole('img', { name: 'covered until the decision' }).first().waitFor();
    await rita.getByRole('link', { name: /Reviews 2 waiting for you/ }).waitFor();
    await look(rita, 'reviews-queue');
    await rita.goto(`${server.url}/invitations`);
    await rita.getByText('0/2').first().waitFor();
    expect(await rita.locator('main').innerText()).not.toMatch(/Cleo|cleo@/);
    await look(rita, 'invitations-covered');
  });

  it('[RB4, UI26] scrubs, comments on lines and on a span, and points to both', async () => {
    await rita.goto(`${server.url}/attempts/${attempt}?tab=replay`);
    await codeAsItWas(rita).waitFor({ timeout: 30_000 });
    await panel(rita).getByText('Code that others want to read and change').waitFor();
    await look(rita, 'review-replay-empty');
    expect(await rita.locator('main').innerText()).not.toMatch(/Cleo/);
    // Three lines of the code, with the keyboard.
    await rita.getByRole('navigation', { name: 'Files of this moment' }).getByRole('button', { name: 'search.go' }).click();
    await codeAsItWas(rita).getByText('package').first().waitFor();
    const hover = async (line: number) => {
      const { x, y } = await placeOfLine(codeAsItWas(rita), line);
      await rita.mouse.move(x, y);
    };
    await hover(2);
    await rita.mouse.down();
    await hover(6);
    await rita.mouse.up();
    await rita.getByText('Lines 2 to 6 are selected').waitFor({ state: 'attached' });
    await hover(8);
    await rita.keyboard.down('Shift');
    await rita.mouse.down();
    await rita.mouse.up();
    await rita.keyboard.up('Shift');
    await rita.getByText('Lines 2 to 8 are selected').waitFor({ state: 'attached' });
    await codeAsItWas(rita).focus();
    await rita.keyboard.press('Escape');
    for (let n = 0; n < 3; n += 1) await rita.keyboard.press('ArrowDown');
    for (let n = 0; n < 2; n += 1) await rita.keyboard.press('Shift+ArrowDown');
    await rita.keyboard.press('l');
    await panel(rita)
      .getByRole('button', { name: /lines \d+–\d+ at 00:/ })
      .first()
      .waitFor();
    await rita.keyboard.press('c');
    await rita.keyboard.type('This is clear: I saw at once who owns the channel.');
    await panel(rita).getByLabel('Who sees this comment').selectOption('candidate');
    const titleAt = async (line: number) => {
      await hover(line);
      return codeAsItWas(rita).getAttribute('title');
    };
    expect(await titleAt(3)).toMatch(/^This is clear/);
    expect(await titleAt(6)).toBeNull();
    expect(await titleAt(5)).toMatch(/^This is clear/);
    expect(await rita.getByRole('list', { name: 'Comments on these lines' }).textContent()).toMatch(/^Lines 3 to 5: This is clear/);
    expect(await linesMarked(rita, '.replay-commented')).toEqual([3, 4, 5]);
    await saved(rita).waitFor();
    await rita.getByRole('slider', { name: 'Moment that is shown' }).focus();
    await rita.keyboard.press('Home');
    await panel(rita).getByRole('button', { name: 'Start of span here' }).click();
    await rita.getByRole('slider', { name: 'Moment that is shown' }).focus();
    await rita.keyboard.press('End');
    await panel(rita).getByRole('button', { name: 'End here' }).click();
    await rita.keyboard.type('Private: all of it in one go.');
    await saved(rita).waitFor();
    await look(rita, 'review-replay');
    await panel(rita).getByText('The candidate’s notes').click();
    await panel(rita).getByText('metrics').waitFor();
    await look(rita, 'review-notes');
    await panel(rita).getByText('The candidate’s notes').click();
  });

  it('[RB5] a chip leads back to its moment and its lines', async () => {
    await rita.getByRole('slider', { name: 'Moment that is shown' }).focus();
    await rita.keyboard.press('Home');
    await until(async () => (await moment(rita)) === '00:00:00', 'the beginning');
    await panel(rita).getByRole('list', { name: 'Evidence' }).getByRole('button').first().click();
    await rita.locator('.replay-pointed').first().waitFor();
    expect(await linesMarked(rita, '.replay-pointed')).toEqual([3, 4, 5]);
    await until(async () => /at=\d+/.test(rita.url()), 'the moment in the address');
  });

  it('[RB6] giving says what is still missing', async () => {
    await rita.getByRole('tab', { name: 'Review' }).click();
    await look(rita, 'review-tab-draft');
    await rita.getByRole('button', { name: /Give the review/ }).click();
    await rita.getByRole('dialog').getByText('There is no recommendation yet.').waitFor();
    await look(rita, 'review-missing');
    await rita.keyboard.press('Escape');
  });

  it('[RB7] another page of the same reviewer was first: both versions are shown, and nothing is overwritten', async () => {
    const second = await rita.context().newPage();
    await second.goto(`${server.url}/attempts/${attempt}?tab=review`);
    await second.getByLabel('Summary').fill('From the second page.');
    await saved(second).waitFor();
    // The first page hears of it only when it reads anew; it goes on from what it has.
    await rita.getByLabel('Summary').fill('From the first page.');
    const dialog = rita.getByRole('dialog');
    await dialog.getByText('From the second page.').waitFor();
    await dialog.getByText('From the first page.').waitFor();
    await look(rita, 'review-stale');
    await dialog.getByRole('button', { name: /Keep mine/ }).click();
    await saved(rita).waitFor();
    await second.reload();
    await until(async () => (await second.getByLabel('Summary').inputValue()) === 'From the first page.', 'what was kept');
    await second.close();
  });

  it('[RB8] is marked and given by keyboard alone', async () => {
    await rita.goto(`${server.url}/attempts/${attempt}?tab=replay`);
    await panel(rita).getByText('Code that others want to read and change').waitFor();
    await codeAsItWas(rita).waitFor({ timeout: 30_000 });
    await markByKeyboard(rita, [4, 3, 2]);
    await tabTo(rita, rita.getByRole('radio').first());
    await rita.keyboard.press('ArrowRight');
    await rita.keyboard.press('ArrowRight');
    await rita.keyboard.press('ArrowRight');
    await rita.keyboard.press('Tab');
    await rita.keyboard.press('Control+End');
    await rita.keyboard.type(' Strong in **structure**; the tests could say more.');
    await saved(rita).waitFor();
    // What is scrolled out of sight at the side does not make the page longer.
    const below = 'document.documentElement.scrollHeight - scrollY - document.querySelector("[aria-label=Replay]").getBoundingClientRect().bottom';
    expect(await rita.evaluate<number>(below)).toBeLessThan(60);
    await tabTo(rita, rita.getByRole('button', { name: /^Give the review/ }));
    await rita.keyboard.press('Enter');
    await rita
      .getByRole('dialog')
      .getByText(/It is for good/)
      .waitFor();
    await look(rita, 'review-give');
    await rita.keyboard.press('Tab');
    await rita.keyboard.press('Tab');
    await rita.keyboard.press('Tab');
    await rita.keyboard.press('Enter');
    await rita.getByRole('link', { name: 'Next in your queue' }).waitFor();
    await look(rita, 'review-given-replay');
    await rita.getByRole('tab', { name: 'Review' }).click();
    await rita.getByText('1 of 2 reviews given.').first().waitFor();
    await look(rita, 'review-given');
  });

  it('[RB9] a hidden test is evidence too, and its chip leads to its verdict', async () => {
    const page = await rosa.context().newPage();
    await page.goto(`${server.url}/attempts/${attempt}?tab=review&at=0`);
    await page.getByRole('button', { name: 'A test' }).first().click();
    await page.getByRole('menuitem', { name: /A call that hangs/ }).click();
    await saved(page).waitFor();
    await page
      .getByRole('list', { name: 'Evidence' })
      .getByRole('button', { name: 'A call that hangs gives its slot back, once', exact: true })
      .click();
    await page.getByText('what it printed').first().waitFor();
    expect(page.url()).toMatch(/test=TestHungCallGivesItsSlotBack/);
    await page.close();
  });

  it('[RB10] the other reviewer sees nothing of it before they have given their own, then both side by side', async () => {
    await rosa.goto(`${server.url}/attempts/${attempt}?tab=review&at=0`);
    await rosa.getByText('1 of 2 reviews given; it is covered until yours is.').first().waitFor();
    expect(await rosa.locator('main').innerText()).not.toMatch(/owns the channel|Strong in/);
    await rosa.getByRole('tab', { name: 'Code' }).click();
    await rosa.getByRole('region', { name: 'Review', exact: true }).waitFor();
    await look(rosa, 'review-code');
    await rosa.getByRole('tab', { name: 'Review' }).click();
    await markByKeyboard(rosa, [2, 3, 1]);
    await rosa.getByText('Unsure').click();
    await rosa.getByLabel('Summary').fill('Works; I would want to hear more about the notes.');
    await rosa.getByRole('button', { name: /Give the review/ }).click();
    await rosa.getByRole('dialog').getByRole('button', { name: 'Give the review' }).click();
    await rosa.getByRole('heading', { name: 'Reviews side by side' }).waitFor();
    const row = rosa.getByRole('row').filter({ hasText: 'Code that others want' });
    await row.getByText('differs').waitFor();
    await rosa.getByRole('row').filter({ hasText: 'Notes' }).getByText('close').first().waitFor();
    await row.getByRole('button').click();
    await look(rosa, 'review-side-by-side');
  });

  it('[RB11] an admin changes points, decides with a reason, and the name is uncovered', async () => {
    await ada.goto(`${server.url}/attempts/${attempt}?tab=review`);
    await ada.getByRole('heading', { name: 'Reviews side by side' }).waitFor();
    // Rita gave levels 4, 3 and 2, Rosa 2, 3 and 1; a level is worth one less than its number, and of three there are four.
    const sums = ada.getByRole('row', { name: /^Points/ });
    await until(async () => (await sums.innerText()).replaceAll(/\s+/g, ' ').trim() === 'Points 6 / 9 3 / 9', 'the sums');
    await ada.getByText(/Points were changed/).waitFor({ state: 'detached' });
    await ada.getByRole('button', { name: /Change points/ }).click();
    await ada.getByLabel('Code that others want to read and change, level 4').fill('9');
    await ada.getByLabel('Reason').fill('Readable code counts for more');
    await look(ada, 'review-points');
    await ada.getByRole('button', { name: 'Change the points' }).click();
    await ada.getByText(/Points were changed on .* by Ada Admin: Readable code counts for more/).waitFor();
    await until(async () => (await sums.innerText()).replaceAll(/\s+/g, ' ').trim() === 'Points 12 / 15 3 / 15', 'the sums counted anew');
    // Who gave it finds it counted anew as well, and is told.
    await rita.goto(`${server.url}/attempts/${attempt}?tab=review`);
    await rita.getByText(/Points were changed on .* by Ada Admin: Readable code counts for more/).waitFor();
    await rita.getByRole('row', { name: /^Points 12 \/ 15 3 \/ 15$/ }).waitFor();
    await ada.getByRole('button', { name: /Change reviewers/ }).click();
    await ada.getByRole('dialog').getByText('has given a review').first().waitFor();
    await look(ada, 'review-assign');
    await ada.keyboard.press('Escape');
    await ada.getByRole('button', { name: /^Advance/ }).click();
    await ada.getByLabel('Reason').fill('Both would work with them');
    await look(ada, 'review-decide');
    await ada.getByRole('dialog').getByRole('button', { name: 'Advance' }).click();
    await ada.getByRole('region', { name: 'Decision' }).getByText('Both would work with them').waitFor();
    await look(ada, 'review-decided');
    await rita.goto(`${server.url}/attempts/${attempt}?tab=review`);
    await rita.getByRole('heading', { name: 'Cleo Candidate' }).waitFor();
  });

  it('[RB12] a decision that somebody else has made meanwhile is shown before another is made', async () => {
    await ada.getByRole('button', { name: /^Put on hold/ }).click();
    await admin.call('decide', { params: { attempt }, body: { kind: 'decline', reason: 'made elsewhere', after: 1 } });
    await ada.getByLabel('Reason').fill('not knowing of it');
    await ada.getByRole('dialog').getByRole('button', { name: 'Put on hold' }).click();
    await ada
      .getByRole('dialog')
      .getByText(/decided meanwhile/)
      .waitFor();
    await look(ada, 'review-decide-stale');
    await ada.keyboard.press('Escape');
    await ada.getByRole('region', { name: 'Decision' }).getByText('made elsewhere').waitFor();
  });

  it('[RB24, RC20] points and reviewers that somebody else has changed meanwhile are shown before they are changed again', async () => {
    await ada.getByRole('button', { name: /Change points/ }).click();
    const dialog = ada.getByRole('dialog');
    const worth = dialog.getByLabel('Notes, level 1');
    await worth.fill('7');
    const view = await admin.call('readReviews', { params: { attempt } });
    const points = Object.fromEntries(view.rubric.map((criterion) => [criterion.id, criterion.points.with(0, 5)]));
    await admin.call('changePoints', { params: { exercise: 'federated-search' }, body: { points, reason: 'nobody starts at nothing', after: 1 } });
    await dialog.getByLabel('Reason').fill('not knowing of it');
    await dialog.getByRole('button', { name: 'Change the points' }).click();
    await dialog.getByText('Somebody has changed the points meanwhile. Nothing was changed by you.').waitFor();
    await dialog.getByText('Changed meanwhile. Ada Admin: nobody starts at nothing').waitFor();
    expect(await worth.inputValue()).toBe('7');
    await look(ada, 'review-points-stale');
    await dialog.getByRole('button', { name: 'Begin with what is there now' }).click();
    expect(await worth.inputValue()).toBe('5');
    await worth.fill('6');
    await dialog.getByRole('button', { name: 'Change the points' }).click();
    await ada.getByText(/Points were changed on .* by Ada Admin: not knowing of it/).waitFor();

    await ada.getByRole('button', { name: /Change reviewers/ }).click();
    const { id } = await (await colleague(server.url, admin, 'Rudi Reviewer')).call('readMe');
    const instead = view.reviewers.map((each) => each.id);
    await admin.call('assignReviewers', { params: { attempt }, body: { reviewers: [...instead, id], instead, reason: 'a third opinion' } });
    await dialog.getByLabel('Reason').fill('not knowing of it');
    await dialog.getByRole('button', { name: 'Change the reviewers' }).click();
    await dialog.getByText('Somebody has changed the reviewers meanwhile. Nothing was changed by you.').waitFor();
    await dialog.getByText(/It is reviewed by .*Rudi Reviewer.* now/).waitFor();
    await look(ada, 'review-assign-stale');
    await dialog.getByRole('button', { name: 'Begin with what is there now' }).click();
    await dialog.getByRole('checkbox', { name: 'Rudi Reviewer' }).uncheck();
    await dialog.getByRole('button', { name: 'Change the reviewers' }).click();
    await ada.getByText('2 of 2 reviews given.').first().waitFor();
  });

  it('[RB13] the list is narrowed by what came of it, and says so in its address', async () => {
    await ada.goto(`${server.url}/invitations`);
    await ada.getByText('2/2').first().waitFor();
    await look(ada, 'invitations-reviews');
    await ada.getByRole('button', { name: 'Decision', exact: true }).click();
    await ada.getByRole('menuitemradio', { name: 'Declined' }).click();
    await until(async () => /decision=decline/.test(ada.url()), 'the filter in the address');
    expect(await ada.locator('tbody tr').count()).toBe(1);
    await look(ada, 'invitations-filtered');
  });

  it('[RB14] the candidate sees what they were told, and nothing else', async () => {
    await cleo.reload();
    await cleo.getByText('This is clear: I saw at once who owns the channel.').waitFor();
    await cleo.getByText('A call that hangs gives its slot back, once').waitFor();
    const text = await cleo.locator('main').innerText();
    // As words: fingerprint and signature are letters too, and some day they hold a short name.
    expect(text).not.toMatch(/all of it in one go|Strong in|\b(?:Rita|Rosa|Rudi|Ada)\b|declin|elsewhere/i);
    await look(cleo, 'receipt-told');
  });

  it('[RB15] says what failed, and that nothing is lost', async () => {
    const next = await rosa.evaluate<{ queue: { attempt: string }[] }>('fetch("/api/v1/review-queue").then((answer) => answer.json())');
    await rosa.goto(`${server.url}/attempts/${next.queue[0]?.attempt ?? ''}?tab=review`);
    await rosa.getByLabel('Summary').waitFor();
    await rosa.route('**/reviews/own', (route) => route.abort());
    await rosa.getByLabel('Summary').fill('Typed while the server could not be reached.');
    await rosa.getByText('Not saved yet, trying again').first().waitFor();
    await look(rosa, 'review-not-saved');
    await rosa.unroute('**/reviews/own');
    await saved(rosa).waitFor({ timeout: 30_000 });
    await rosa.route('**/api/v1/review-queue', (route) => route.abort());
    await rosa.goto(`${server.url}/reviews`);
    await rosa.getByText('No connection').waitFor({ timeout: 30_000 });
    await look(rosa, 'reviews-failed');
  });

  it('[RB16] no page had an error of its own', () => {
    expect(errors.flat()).toEqual([]);
  });
});
