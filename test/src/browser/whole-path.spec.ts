import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { codeAsItWas, enterEditor, launchBrowser, listenForErrors, newContext, picture, replaceText, seriousViolations } from '../harness/browser.ts';
import { freePort, until } from '../harness/clock.ts';
import { Line } from '../harness/line.ts';
import { ServerProcess } from '../harness/processes.ts';
import { redisUrl } from '../harness/redis.ts';
import { SandboxProcess } from '../harness/sandbox.ts';
import { solution } from '../harness/solutions.ts';

/*
  One person after the other, as it would be: each step goes on from the one before, so that a failure early on makes
  the rest fail too. That is what it would do to them.
*/
let browser: Browser;
let server: ServerProcess;
let sandbox: SandboxProcess;
let line: Line;
let url: string;
let staff: Page;
let candidate: Page;
let candidates: BrowserContext;
let invitationLink = '';
const errors: string[][] = [];

beforeAll(async () => {
  const prefix = `b${crypto.randomUUID().slice(0, 8)}:`;
  const port = await freePort();
  line = await Line.to(port);
  url = `http://127.0.0.1:${line.port}`;
  // One by one: whatever is there when the next one fails is ended below.
  browser = await launchBrowser();
  server = await ServerProcess.start(port, {
    REDIS_URL: redisUrl(),
    REDIS_PREFIX: prefix,
    PUBLIC_URL: url,
    COMPANY_NAME: 'Acme',
    CONTACT: 'hiring@acme.example',
  });
  sandbox = await SandboxProcess.start(prefix);
  staff = await (await newContext(browser)).newPage();
  candidates = await newContext(browser);
  candidate = await candidates.newPage();
  errors.push(listenForErrors(staff), listenForErrors(candidate));
});

afterAll(async () => {
  await browser?.close();
  await sandbox?.close();
  await server?.kill('SIGTERM');
  await line?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await picture(candidate, `failed-${task.name.slice(1, 4).replace(']', '')}-candidate`);
  await picture(staff, `failed-${task.name.slice(1, 4).replace(']', '')}-staff`);
});

async function look(page: Page, name: string): Promise<void> {
  await picture(page, name);
  expect(await seriousViolations(page), `axe on ${name}`).toEqual([]);
}

const saved = (page: Page) => page.getByRole('button', { name: /^Saved \d/ });

async function openFile(page: Page, name: string): Promise<void> {
  await page.getByRole('treeitem', { name: new RegExp(`^${name.replace('.', '\\.')}`) }).click();
}

async function editorText(page: Page): Promise<string> {
  // Monaco draws only what is in sight, with spaces of its own kind.
  const lines = await page.locator('.monaco-editor .view-lines').first().innerText();
  return lines.replaceAll('\u00a0', ' ');
}

async function shownMoment(page: Page): Promise<string | null> {
  return page.getByRole('slider', { name: 'Moment that is shown' }).getAttribute('aria-valuetext');
}

async function atTheSide(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('group', { name: 'What stands at the side' }).getByRole('button', { name }).click();
}

describe('the whole path in a browser', () => {
  it('[B1] the first admin accepts the link and finds what to do first', async () => {
    await staff.goto((await server.firstAdminLink()).replace(/^https?:\/\/[^/]+/, url));
    await staff.getByLabel('Name').fill('Ada Admin');
    await staff.getByLabel(/mail/i).fill('ada@acme.example');
    await staff
      .getByLabel(/password/i)
      .first()
      .fill('correct horse battery staple');
    await look(staff, 'accept');
    await staff.getByRole('button', { name: /make|create|accept|sign/i }).click();
    await staff
      .getByRole('heading', { name: /invitations|invite/i })
      .first()
      .waitFor();
    await look(staff, 'invitations-empty');
  });

  it('[B2] invites a candidate and gets a link, once', async () => {
    await staff.goto(`${url}/invitations/new`);
    await staff.getByLabel('Name').fill('Cleo Candidate');
    await staff.getByLabel(/mail/i).fill('cleo@example.org');
    await look(staff, 'invitation-new');
    await staff.getByLabel('Role', { exact: true }).selectOption('backend');
    await staff.getByLabel('Exercise', { exact: true }).selectOption('warm-up');
    await staff.getByRole('button', { name: 'Make the invitation' }).click();
    invitationLink = await staff.getByRole('textbox', { name: /link/i }).inputValue();
    expect(invitationLink).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/i#[\w-]{43}$/);
    await look(staff, 'invitation-link');
  });

  it('[B3] the candidate opens it, reads the overview and presses Start', async () => {
    await candidate.goto(invitationLink);
    await look(candidate, 'landing');
    await candidate.getByRole('button', { name: 'Open the invitation' }).click();
    await candidate.getByRole('button', { name: /^Start the/ }).waitFor();
    expect(candidate.url()).toBe(`${url}/attempt`);
    await look(candidate, 'lobby');
    await candidate.getByRole('button', { name: /^Start the/ }).click();
    const dialog = candidate.getByRole('dialog');
    await dialog.getByText(/your time/).waitFor();
    await look(candidate, 'lobby-start');
    await dialog.getByRole('button', { name: /^Start the/ }).click();
    await candidate.locator('.monaco-editor').first().waitFor({ timeout: 30_000 });
    await candidate
      .getByText(/^1[45]:\d\d$|^0:1[45]:\d\d$/)
      .first()
      .waitFor();
  });

  it('[B4] runs the starter and sees which tests fail', async () => {
    await candidate.getByRole('button', { name: /^Run/ }).click();
    await candidate.getByRole('tab', { name: /Tests 0\/|Tests \d+\/\d+/ }).waitFor({ timeout: 60_000 });
    await candidate.getByRole('button', { name: /^Run/ }).waitFor({ timeout: 60_000 });
    await look(candidate, 'workspace-failed');
  });

  it('[B5] types a working solution, runs it and sees it green', async () => {
    const reference = await solution('warm-up', 'reference');
    await openFile(candidate, 'wordcount.go');
    await replaceText(candidate, reference['wordcount.go'] ?? '');
    await candidate.keyboard.press('Shift+Alt+F');
    await until(async () => /^ {2,}reads\.Wait/m.test(await editorText(candidate)), 'gofmt to have indented it');
    await saved(candidate).waitFor();
    await candidate.getByRole('button', { name: /^Run/ }).click();
    const green = async () => /Tests (\d+)\/\1$/.test((await candidate.getByRole('tab', { name: /^Tests/ }).innerText()).trim());
    await until(green, 'every visible test to pass', 60_000);
    await look(candidate, 'workspace-green');
  });

  it('[B6] types on while the network is cut, and it is all there when it is back', async () => {
    await openFile(candidate, 'wordcount.go');
    await enterEditor(candidate);
    line.cut();
    await candidate.keyboard.press('Control+Home');
    await candidate.keyboard.type('// written without a network\n');
    await candidate.getByText(/Offline · \d+ edits? kept on this device/).waitFor({ timeout: 30_000 });
    await look(candidate, 'workspace-offline');
    line.mend();
    await saved(candidate).waitFor({ timeout: 30_000 });
  });

  it('[B7] a reload shows everything as it was', async () => {
    await candidate.reload();
    await candidate.locator('.monaco-editor').first().waitFor({ timeout: 30_000 });
    await openFile(candidate, 'wordcount.go');
    await until(async () => (await editorText(candidate)).includes('// written without a network'), 'the text to be there');
  });

  it('[B8] a second tab takes over, the first one says so and can take over again', async () => {
    const second = await candidates.newPage();
    await second.goto(`${url}/attempt`);
    await second.locator('.monaco-editor').first().waitFor({ timeout: 30_000 });
    await candidate.getByRole('button', { name: /take over here/i }).waitFor({ timeout: 15_000 });
    await look(candidate, 'workspace-taken-over');
    await openFile(second, 'wordcount.go');
    await enterEditor(second);
    await second.keyboard.press('Control+Home');
    await second.keyboard.type('// from the second tab\n');
    await saved(second).waitFor();
    await candidate.bringToFront();
    await candidate.getByRole('button', { name: /take over here/i }).click();
    await openFile(candidate, 'wordcount.go');
    await until(async () => (await editorText(candidate)).includes('// from the second tab'), 'the text of the second tab');
    await second.close();
  });

  it('[B9] a killed tab loses nothing that was typed', async () => {
    await enterEditor(candidate);
    await candidate.keyboard.press('Control+Home');
    line.cut();
    await candidate.keyboard.type('// typed right before the tab died\n');
    await candidate.getByText(/\d+ edits? kept on this device/).waitFor({ timeout: 30_000 });
    await candidate.close({ runBeforeUnload: false });
    line.mend();
    candidate = await candidates.newPage();
    errors.push(listenForErrors(candidate));
    await candidate.goto(`${url}/attempt`);
    await candidate.locator('.monaco-editor').first().waitFor({ timeout: 30_000 });
    await openFile(candidate, 'wordcount.go');
    await until(async () => (await editorText(candidate)).includes('// typed right before the tab died'), 'what was typed before');
    await saved(candidate)
      .or(candidate.getByRole('button', { name: /^Saved/ }))
      .first()
      .waitFor();
  });

  it('[B10] submits, and gets a receipt', async () => {
    await candidate.getByRole('button', { name: /^Submit/ }).click();
    await candidate.getByRole('dialog').getByText(/left/).waitFor();
    await look(candidate, 'submit');
    await candidate.getByRole('button', { name: 'Submit and finish' }).click();
    await candidate
      .getByText(/[0-9a-f]{12}/)
      .first()
      .waitFor({ timeout: 15_000 });
    await look(candidate, 'receipt');
  });

  it('[B11] the inviter sees the state in the list and every hidden test in the result', async () => {
    await staff.goto(`${url}/invitations`);
    await staff.getByText('Cleo Candidate').first().waitFor();
    await until(async () => /\d+\s*(of|\/)\s*\d+/.test(await staff.locator('main').innerText()), 'the grading in the list', 90_000);
    await look(staff, 'invitations');
    await staff.getByText('Cleo Candidate').first().click();
    await staff.getByRole('tab', { name: /tests/i }).first().waitFor();
    await look(staff, 'result-tests');
    for (const tab of ['Code', 'Runs', 'Log']) {
      await staff.getByRole('tab', { name: new RegExp(tab) }).click();
      await look(staff, `result-${tab.toLowerCase()}`);
    }
  });

  it('[B12] a reviewer replays the attempt: plays it, steps, finds where something first appeared, compares, and keeps a link', async () => {
    await staff.getByRole('tab', { name: 'Replay' }).click();
    await staff.getByRole('slider', { name: 'Moment that is shown' }).waitFor();
    await codeAsItWas(staff).waitFor({ timeout: 30_000 });
    await look(staff, 'replay-end');
    await staff.getByRole('slider', { name: 'Moment that is shown' }).focus();
    await staff.keyboard.press('Home');
    await until(async () => (await shownMoment(staff)) === '00:00:00', 'the beginning');
    await look(staff, 'replay-beginning');
    await staff.getByLabel('Speed').selectOption('32');
    await staff.getByRole('button', { name: 'Play', exact: true }).click();
    await staff.getByRole('button', { name: 'Play', exact: true }).waitFor({ timeout: 60_000 });
    const end = await shownMoment(staff);
    expect(end).not.toBe('00:00:00');

    await atTheSide(staff, 'Events');
    await staff.getByPlaceholder(/When did/).fill('sync.WaitGroup');
    await staff.getByText(/“sync.WaitGroup” appeared [1-9]/).waitFor();
    await look(staff, 'replay-search');
    await staff.getByRole('button', { name: /First in wordcount\.go/ }).click();
    await until(async () => ((await codeAsItWas(staff).textContent()) ?? '').includes('sync.WaitGroup'), 'the text in the code');
    await staff.getByRole('slider', { name: 'Moment that is shown' }).focus();
    await staff.keyboard.press('ArrowLeft');
    await until(async () => !((await codeAsItWas(staff).textContent()) ?? '').includes('sync.WaitGroup'), 'the text before it');
    await staff.getByPlaceholder(/When did/).fill('');
    await staff.getByLabel('Compare with').selectOption('starter');
    await look(staff, 'replay-changes');
    await staff.getByLabel('Compare with').selectOption('nothing');

    const moment = await shownMoment(staff);
    await until(async () => /at=\d+&event=\d+/.test(staff.url()), 'the moment in the address');
    await staff.goto(staff.url());
    await staff.getByRole('slider', { name: 'Moment that is shown' }).waitFor();
    expect(await shownMoment(staff)).toBe(moment);
  });

  it('[B15] sees where hidden tests first passed, goes there, and has tests run on exactly that', async () => {
    await staff.getByText(/Hidden tests were run at \d+ moments?, \d+ s of at most \d+ s/).waitFor({ timeout: 120_000 });
    await staff.getByRole('button', { name: 'Test lanes' }).click();
    await look(staff, 'replay-lanes');
    await staff
      .getByRole('button', { name: /Words are counted .*: first passed/ })
      .last()
      .click();
    await atTheSide(staff, /^Tests/);
    await staff.getByRole('button', { name: 'Run visible tests' }).click();
    await staff.getByRole('button', { name: 'Run hidden tests' }).click();
    const results = staff.getByRole('region', { name: 'Tests at moments of the replay' });
    await until(async () => /5 of 5/.test(await results.innerText()), 'the hidden tests at that moment', 60_000);
    await until(async () => /(\d+) of \1 passed/.test(await results.innerText()), 'the visible tests at that moment', 60_000);
    await look(staff, 'replay-moment');
  });

  it('[B13] colleagues and tokens have their pages', async () => {
    for (const page of ['colleagues', 'tokens']) {
      await staff.goto(`${url}/${page}`);
      await staff.getByRole('heading').first().waitFor();
      await look(staff, page);
    }
    await staff.goto(`${url}/nowhere`);
    await look(staff, 'not-found');
  });

  it('[B14] no page had an error of its own or asked for what its policy forbids', () => {
    expect(errors.flat()).toEqual([]);
  });
});
