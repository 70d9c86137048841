import { packSealed } from '@twohours/server/recordings/seal';
import type { AttemptId } from '@twohours/wire/id';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { OwnRedis } from '../harness/processes.ts';
import type { Person } from '../harness/person.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { generateAttempt, newReviewer, pageOf, sitAttempt } from './replay-attempts.ts';
import { say } from './say.ts';
import { dragged, emptyReplay, pressed, SEEKS } from './seek.ts';
import type { Cleanups } from './stack.ts';
import { spread } from './statistics.ts';

const EVENTS = 20_000;
const OPENINGS = 5;

/** What a replay of two hours costs, in a real browser, up to the painted frame: of 20,000 events, and of one that was sat. */
export async function benchReplay(cleanups: Cleanups) {
  const redis = cleanups.add(await OwnRedis.start(), (each) => each.close());
  process.env['TEST_REDIS_URL'] = redis.url;
  const server = cleanups.add(await startTestServer(), (each) => each.close());
  const admin = await server.admin();
  const browser = cleanups.add(await launchBrowser(), (each) => each.close());
  const reviewer = await newReviewer(server, admin);
  say(`an attempt of ${EVENTS} events is made up`);
  const generated = await measured(server, browser, reviewer, await generateAttempt(server, admin, EVENTS));
  say('an attempt is sat in the editor');
  const recorded = await measured(server, browser, reviewer, await sitAttempt(server, browser, admin));
  say('an attempt of a tenth of the events is opened');
  const short = await pageOf(browser, reviewer, server.url);
  await opened(short, replayOf(server, await generateAttempt(server, admin, EVENTS / 10)));
  const heapOfTenthMb = await heapMb(short);
  await short.context().close();
  const attempts = { generated, recorded };
  say('the same is sought in nothing');
  const empty = await emptyReplay(browser);
  const worst = (key: Exclude<keyof typeof attempts.generated, 'events'>) => Math.max(attempts.generated[key], attempts.recorded[key]);
  return {
    openMs: worst('openMs'),
    openByClickMs: worst('openByClickMs'),
    openFromElsewhereMs: worst('openFromElsewhereMs'),
    seekP50Ms: worst('seekP50Ms'),
    seekP99Ms: worst('seekP99Ms'),
    dragP50Ms: worst('dragP50Ms'),
    dragP99Ms: worst('dragP99Ms'),
    sealedBytes: worst('sealedBytes'),
    heapMb: worst('heapMb'),
    heapOfTenthMb,
    seekFloor: { pressed: await pressed(empty), dragged: await dragged(empty) },
    bars: { openMs: 1_000, seekP50Ms: 16, seekP99Ms: 50, dragP50Ms: 16, dragP99Ms: 50, sealedBytes: 150_000 },
    attempts,
  };
}

/** What somebody on its panel waits for, with the rubric beside it. */
async function measured(server: TestServer, browser: Browser, reviewer: Person, attempt: AttemptId) {
  const blob = packSealed(await server.parts.seals.seal(attempt, 1));
  const page = await pageOf(browser, reviewer, server.url);
  const url = replayOf(server, attempt);
  // Once, so that scripts are in the browser's cache, as they are for whoever reviews a second one.
  await opened(page, url);
  say(`it is opened ${OPENINGS} times from a page of ours, as many times by a click, and from another site`);
  const openings = await openedFrom(page, `${server.url}/icon.svg`, url);
  const clicks = await times(async () => openedByClick(page, `${server.url}/attempts/${attempt}`));
  // For that the browser starts a process first.
  const elsewhere = await openedFrom(page, 'about:blank', url);
  say(`it is sought in ${SEEKS} times`);
  const seeks = await pressed(page);
  const drags = await dragged(page);
  const { entries } = await reviewer.call('readRecording', { params: { attempt } });
  const figures = {
    openMs: spread(openings).median,
    openByClickMs: spread(clicks).median,
    openFromElsewhereMs: spread(elsewhere).median,
    seekP50Ms: seeks.p50Ms,
    seekP99Ms: seeks.p99Ms,
    dragP50Ms: drags.p50Ms,
    dragP99Ms: drags.p99Ms,
    sealedBytes: blob.length,
    heapMb: await heapMb(page),
    events: entries.reduce((sum, { events }) => sum + events.length, 0),
  };
  await page.context().close();
  return figures;
}

function replayOf({ url }: TestServer, attempt: AttemptId): string {
  return `${url}/attempts/${attempt}?tab=replay`;
}

async function times(work: () => Promise<number>): Promise<number[]> {
  const all: number[] = [];
  for (let n = 0; n < OPENINGS; n += 1) all.push(await work());
  return all;
}

async function openedFrom(page: Page, before: string, url: string): Promise<number[]> {
  return times(async () => {
    await page.goto(before);
    return opened(page, url);
  });
}

/** From asking for the page to the frame that shows the files. */
async function opened(page: Page, url: string): Promise<number> {
  await page.goto(url);
  return page.evaluate(codeIsPainted);
}

/** From pressing the tab to the frame that shows the files. */
async function openedByClick(page: Page, url: string): Promise<number> {
  await page.goto(url);
  const tab = page.getByRole('tab', { name: 'Replay' });
  await tab.waitFor();
  await page.waitForLoadState('networkidle');
  const pressed = page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        document.addEventListener('pointerdown', ({ timeStamp }) => resolve(timeStamp), { capture: true, once: true }),
      ),
  );
  await tab.click();
  return (await page.evaluate(codeIsPainted)) - (await pressed);
}

/** In the page: when the first frame with the code in it was painted. */
async function codeIsPainted(): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      const isThere = (document.querySelector('[role=region][aria-label$="as it was"]')?.textContent ?? '') !== '';
      if (!isThere) return requestAnimationFrame(look);
      // Once this frame is painted.
      void scheduler.postTask(() => resolve(performance.now()), { priority: 'user-blocking' });
    };
    requestAnimationFrame(look);
  });
}

async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const bytes = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
  return Math.round((bytes / 1024 ** 2) * 10) / 10;
}
