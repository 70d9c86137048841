import { loadExercise } from '@twohours/exercises/load';
import type { Files } from '@twohours/wire/workspace';
import type { Page } from 'playwright-core';
import { fileURLToPath } from 'node:url';
import { enterEditor, launchBrowser, newContext } from '../harness/browser.ts';
import { freePort, until } from '../harness/clock.ts';
import { Person } from '../harness/person.ts';
import { OwnRedis, ServerProcess } from '../harness/processes.ts';
import { SandboxProcess } from '../harness/sandbox.ts';
import { invite } from '../harness/server.ts';
import { solution, write } from '../harness/solutions.ts';
import { PlainGo, type Timed } from './plain.ts';
import { spread } from './statistics.ts';

const PROGRAMS = { light: 'warm-up', 'federated-search': 'federated-search' } as const;
const EDITED = 'round.go';

/** Another constant each round, used by code that runs: the binary differs, and nothing is "(cached)". */
function editOf(packageName: string, round: number): string {
  return `package ${packageName}\n\nvar round = ${round}\n\nfunc init() {\n\tif round < 0 {\n\t\tpanic(round)\n\t}\n}\n`;
}

async function filesOf(exercise: string): Promise<{ files: Files; packageName: string }> {
  const { starter, manifest } = await loadExercise(fileURLToPath(new URL(`../../../exercises/${exercise}`, import.meta.url)));
  return { files: { ...starter, ...(await solution(exercise, 'reference')) }, packageName: manifest.package };
}

/** From the click to the last test event on the page, and what the tests say they took themselves. */
async function clickAndWait(page: Page, number: number): Promise<Timed> {
  return page.evaluate(async (expected) => {
    const button = [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === 'Run');
    const start = performance.now();
    button?.click();
    let lastTestAt = 0;
    let shown = '';
    for (;;) {
      await new Promise(requestAnimationFrame);
      const isThis = [...document.querySelectorAll('span')].some((span) => span.textContent === `Run ${expected}`);
      if (!isThis) {
        if (performance.now() - start > 60_000) throw new Error('the run did not begin');
        continue;
      }
      const tests = [...document.querySelectorAll('[role=tab]')].find((tab) => tab.textContent?.startsWith('Tests'))?.textContent ?? '';
      if (tests !== shown) lastTestAt = performance.now();
      shown = tests;
      const hasEnded = [...document.querySelectorAll('button')].some((each) => each.textContent?.trim() === 'Run');
      if (hasEnded) break;
      if (performance.now() - start > 60_000) throw new Error('the run did not end');
    }
    return { totalMs: lastTestAt - start, testsMs: 0, shown };
  }, number);
}

async function measure(
  exercise: string,
  rounds: number,
  stack: { url: string; admin: Person; browser: Awaited<ReturnType<typeof launchBrowser>>; goImage: string },
) {
  const { files, packageName } = await filesOf(exercise);
  const { candidate, attempt, link } = await invite(stack.url, Math.floor(performance.timeOrigin + performance.now()), stack.admin, { exercise });
  await candidate.call('startAttempt');
  await write(candidate, { ...files, [EDITED]: editOf(packageName, 0) });
  const plain = await PlainGo.start(stack.goImage, { ...files, [EDITED]: editOf(packageName, 0) });
  const context = await newContext(stack.browser);
  try {
    const page = await context.newPage();
    await page.goto(link);
    await page.getByRole('button', { name: 'Open the invitation' }).click();
    await page.locator('.monaco-editor').first().waitFor({ timeout: 30_000 });
    // The files were written by another device.
    await page.getByRole('button', { name: 'Take over here' }).click();
    await page.getByRole('treeitem', { name: EDITED }).click();
    const ours: number[] = [];
    const theirs: number[] = [];
    // The first is a warm-up on both sides and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      await enterEditor(page);
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText(editOf(packageName, round + 1).replaceAll('\t', ''));
      await page.getByRole('button', { name: /^Saved \d/ }).waitFor();
      const clicked = await clickAndWait(page, round + 1);
      const testsMs = await testsMsOfLastRun(stack.admin, attempt, round + 1);
      await plain.write({ [EDITED]: editOf(packageName, round + 1) });
      const went = await plain.test();
      if (round === 0) continue;
      ours.push(clicked.totalMs - testsMs);
      theirs.push(went.totalMs - went.testsMs);
    }
    const overheadMs = spread(ours);
    const plainMs = spread(theirs);
    return { overheadMs, plainMs, overheadToPlain: Number((overheadMs.median / plainMs.median).toFixed(3)) };
  } finally {
    await context.close();
    await plain.close();
  }
}

async function testsMsOfLastRun(admin: Person, attempt: `att_${string}`, count: number): Promise<number> {
  const read = async () => (await admin.call('readResult', { params: { attempt } })).runs;
  await until(async () => (await read()).length === count && (await read()).at(-1)?.state.phase === 'ended', 'the run to be settled');
  const state = (await read()).at(-1)?.state;
  if (state?.phase !== 'ended' || state.ending.kind !== 'ran' || state.ending.outcome.kind !== 'exited' || state.ending.outcome.exitCode !== 0) {
    throw new Error(`the reference did not pass: ${JSON.stringify(state)}`);
  }
  return state.ending.tests.filter((test) => !test.name.includes('/')).reduce((sum, test) => sum + test.elapsedMs, 0);
}

/** Overhead of a run, from the click to the last test event on the page, beside plain `go test -race`, alternating. */
export async function benchRun(rounds: number) {
  const image = process.env['SANDBOX_IMAGE'] ?? '';
  const redis = await OwnRedis.start();
  const server = await ServerProcess.start(await freePort(), { REDIS_URL: redis.url });
  const sandbox = await SandboxProcess.start('twohours:', redis.url);
  const browser = await launchBrowser();
  try {
    const admin = new Person(server.url);
    const token = (await server.firstAdminLink()).split('#')[1] ?? '';
    await admin.call('acceptStaffLink', { body: { token, name: 'Bench', email: 'bench@example.org', password: 'correct horse battery' } });
    const stack = { url: server.url, admin, browser, goImage: `${image}-go` };
    const programs: Record<string, Awaited<ReturnType<typeof measure>>> = {};
    for (const [name, exercise] of Object.entries(PROGRAMS)) programs[name] = await measure(exercise, rounds, stack);
    return { rounds, overheadToPlain: programs['light']?.overheadToPlain, programs };
  } finally {
    await browser.close();
    await sandbox.close();
    await server.kill('SIGTERM');
    await redis.close();
  }
}
