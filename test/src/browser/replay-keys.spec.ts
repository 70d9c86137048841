import { settleGrading } from '@twohours/server/grading/gradings';
import type { AttemptId } from '@twohours/wire/id';
import { isWorkspaceEvent, type TimedEvent, type WorkspaceEvent } from '@twohours/wire/recording';
import { Replay } from '@twohours/wire/replay';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeAsItWas, launchBrowser, listenForErrors, newContext, paintedLines, picture } from '../harness/browser.ts';
import { until } from '../harness/clock.ts';
import { lastGrading, sliceFor, verdictFor } from '../harness/endings.ts';
import type { Person } from '../harness/person.ts';
import { leastFrames, placesSeen, playedToItsEnd, shownMsOf, watchPlayhead } from '../harness/playhead.ts';
import { startTestServer, type Invited, type TestServer } from '../harness/server.ts';

let browser: Browser;
let server: TestServer;
let admin: Person;
let attempt: AttemptId;
let replay: Replay;
let page: Page;
let errors: string[];

const CODE = 'wordcount.go';
const NOTES = 'NOTES.md';

/** Writes into the recording as pages of candidates do. */
async function writer({ candidate }: Pick<Invited, 'candidate'>) {
  const { epoch } = await candidate.call('takeLease', { body: { device: 'device-one', takeOver: true } });
  const view = await candidate.call('readWorkspace');
  const code = view.files.find(({ path }) => path === CODE)?.id ?? '';
  let { seq } = view;
  const append = async (...events: WorkspaceEvent[]) => {
    seq += 1;
    const reply = await candidate.call('appendEdits', { body: { seq, epoch, events } });
    if (reply.kind !== 'saved') throw new Error(`not saved: ${JSON.stringify(reply)}`);
  };
  /** Letter by letter, the last one now. */
  const type = async (f: string, text: string, everyMs: number) =>
    append(...Array.from(text, (s, o): WorkspaceEvent => ({ kind: 'edit', f, o, d: 0, s, k: 'typed', ago: (text.length - 1 - o) * everyMs })));
  return { code, append, type };
}

const phases = { waitMs: 1, compileMs: 1, runMs: 1, totalMs: 3 };

async function runOnce(candidate: Person): Promise<void> {
  const { id } = await candidate.call('startRun');
  const { parts } = server;
  await until(async () => (await parts.redis.zcard(parts.keys.unqueuedJobs)) === 0, 'the run to be queued');
  const lease = (await parts.runs.find(id))?.value.lease ?? '';
  await parts.settle({ kind: 'run', id, try: 1, lease, worker: 'w', ending: { kind: 'not-compiled', diagnostics: [] }, phases });
}

/** Two files, two runs, a paste, twelve seconds without a line, and a pause of a minute. */
async function sat(): Promise<AttemptId> {
  const { candidate, attempt: id } = await server.invite(admin);
  await candidate.call('startAttempt');
  const online = async (kind: string) => {
    const said = async () => (await server.parts.recordings.readAll(id)).flatMap(({ events }) => events.map((event) => event.kind)).at(-1);
    await until(async () => (await said()) === kind, kind);
  };
  await candidate.connect();
  await online('connected');
  const { code, append, type } = await writer({ candidate });
  await server.advance(10_000);
  await type(code, '// counts\n', 200);
  await server.advance(10_000);
  await append({ kind: 'created', f: 'n1', path: NOTES, text: '', ago: 0 });
  await server.advance(4_000);
  await type('n1', 'To-do\n', 300);
  await server.advance(6_000);
  await runOnce(candidate);
  await server.advance(6_000);
  await append({ kind: 'edit', f: code, o: 0, d: 0, s: '// pasted\n', k: 'paste', ago: 0 });
  await server.advance(6_000);
  candidate.leave();
  await online('disconnected');
  await server.advance(12_000);
  await candidate.connect();
  await online('connected');
  await server.advance(6_000);
  await runOnce(candidate);
  await server.advance(62_000);
  await type('n1', 'Done\n', 400);
  await server.advance(4_000);
  await type(code, '// last\n', 200);
  await server.advance(4_000);
  await candidate.call('submitAttempt');
  candidate.leave();
  const grading = await lastGrading(server, id);
  await settleGrading(server.parts, await verdictFor(server, grading));
  await server.parts.settle(await sliceFor(server, grading, ['failed', 'passed']));
  return id;
}

async function recordingOf(id: AttemptId): Promise<Replay> {
  const { starter, entries } = await admin.call('readRecording', { params: { attempt: id } });
  return new Replay(starter, entries);
}

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startTestServer();
  admin = await server.admin();
  attempt = await sat();
  replay = await recordingOf(attempt);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  const context = await newContext(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
  const [name = '', value = ''] = admin.cookieHeader.split('=');
  await context.addCookies([{ name, value, url: server.url }]);
  page = await context.newPage();
  errors = listenForErrors(page);
  await open(page, `${server.url}/attempts/${attempt}?tab=replay`);
});

afterEach(async () => {
  await page.context().close();
  expect(errors).toEqual([]);
});

async function open(where: Page, address: string): Promise<void> {
  await where.goto(address);
  await codeAsItWas(where).waitFor({ timeout: 30_000 });
}

const sliderOf = (where: Page): Locator => where.getByRole('slider', { name: 'Moment that is shown' });
const timeline = () => sliderOf(page).locator('..');
const mark = (title: string | RegExp) => timeline().getByTitle(title);
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const check = (name: string) => page.getByRole('checkbox', { name });
const seconds = async () => Number(await sliderOf(page).getAttribute('aria-valuenow'));

/** What a reader sees of a moment. */
async function shown(where = page) {
  const lines = [...(await paintedLines(codeAsItWas(where))).values()];
  return {
    second: Number(await sliderOf(where).getAttribute('aria-valuenow')),
    path: await where.getByRole('region', { name: 'Replay' }).getByRole('heading', { level: 2 }).textContent(),
    text: lines.join('\n').trimEnd(),
  };
}

/** What there is to be seen after so many events, in a file or in that of the last edit. */
function asRecorded(count: number, chosen?: string) {
  const workspace = replay.workspaceAfter(count);
  const edited = replay.events.slice(0, count).findLast(({ event }) => isWorkspaceEvent(event))?.event;
  const ofEdit = edited && isWorkspaceEvent(edited) ? workspace.get(edited.f)?.path : undefined;
  const path = chosen ?? ofEdit ?? 'document.go';
  const text = [...workspace.values()].find((file) => file.path === path)?.text ?? '';
  return { second: Math.round((replay.events[count - 1]?.at ?? 0) / 1_000), path, text: text.trimEnd() };
}

const stands = async (count: number, chosen?: string) => expect.poll(async () => shown()).toEqual(asRecorded(count, chosen));

/** Counts of what is like that, first to last. */
const countsOf = (isIt: (timed: TimedEvent) => boolean): number[] => replay.events.flatMap((each, index) => (isIt(each) ? [index + 1] : []));
const countsOfKind = (...kinds: string[]) => countsOf(({ event }) => kinds.includes(event.kind));

/** Presses there, this far along the timeline. In the lane of typing, where no marks are. */
async function placeAt(part: number): Promise<{ x: number; y: number }> {
  const box = await sliderOf(page).boundingBox();
  if (!box) throw new Error('no timeline');
  return { x: box.x + part * box.width, y: box.y + 12 };
}

async function pressAt(part: number): Promise<void> {
  const { x, y } = await placeAt(part);
  await page.mouse.click(x, y);
}

describe('a replay', () => {
  it('[UI35] is stepped through by edit, both ways, and goes to either end', async () => {
    await stands(replay.events.length);
    await page.keyboard.press('Home');
    await stands(0);
    for (let count = 1; count <= replay.events.length; count += 1) {
      await page.keyboard.press('ArrowRight');
      await stands(count);
    }
    await page.keyboard.press('ArrowRight');
    await stands(replay.events.length);
    for (let count = replay.events.length - 1; count >= 0; count -= 1) {
      await page.keyboard.press('ArrowLeft');
      await stands(count);
    }
    await page.keyboard.press('ArrowLeft');
    await stands(0);
    await page.keyboard.press('End');
    await stands(replay.events.length);
    await button('One event back (←)').click();
    await stands(replay.events.length - 1);
    await button('To the beginning (Home)').click();
    await stands(0);
    await button('One event on (→)').click();
    await stands(1);
    await button('To the end (End)').click();
    await stands(replay.events.length);
  });

  it('[UI35] jumps from one thing of the chosen kind to the next, both ways', async () => {
    const isPaste = ({ event }: TimedEvent) => isWorkspaceEvent(event) && event.kind === 'edit' && event.k === 'paste';
    const stops: Record<string, number[]> = {
      run: countsOfKind('run-started'),
      file: countsOfKind('created'),
      paste: countsOf(isPaste),
      // Of its kind only what was in the middle of the work.
      connection: countsOfKind('disconnected').slice(0, 1),
      attempt: countsOfKind('started', 'closed'),
    };
    expect(stops['run']).toHaveLength(2);
    for (const [kind, counts] of Object.entries(stops)) {
      await page.getByLabel('What to go by').selectOption(kind);
      await sliderOf(page).focus();
      await page.keyboard.press('Home');
      for (const count of counts) {
        await page.keyboard.press(']');
        await stands(count);
      }
      await page.keyboard.press(']');
      await stands(counts.at(-1) ?? 0);
      await page.keyboard.press('End');
      for (const count of counts.toReversed().filter((each) => each < replay.events.length)) {
        await page.keyboard.press('[');
        await stands(count);
      }
    }
    await page.getByLabel('What to go by').selectOption('run');
    await button('To the end (End)').click();
    await button('To the one before ([)').click();
    await stands(stops['run']?.[1] ?? 0);
    await button('To the one before ([)').click();
    await button('To the next one (])').click();
    await stands(stops['run']?.[1] ?? 0);
  });

  it('[UI35] plays and pauses with the space bar, and with its button', async () => {
    await page.getByLabel('Speed').selectOption('1');
    await sliderOf(page).focus();
    await page.keyboard.press('Home');
    const play = button('Play');
    const pause = button('Pause');
    const goesOn = async (from: number) => until(async () => (await seconds()) > from, 'time to go on');
    const standsStill = async () => {
      await play.waitFor();
      // An address follows what stands still, and nothing that plays.
      const inAddress = () => Number(new URL(page.url()).searchParams.get('at'));
      await until(async () => Math.round(inAddress() / 1_000) === (await seconds()), 'the moment in the address');
    };
    await page.keyboard.press('Space');
    await pause.waitFor();
    await goesOn(0);
    await page.keyboard.press('Space');
    await standsStill();
    const first = await seconds();
    await play.click();
    await goesOn(first);
    await pause.click();
    await standsStill();
  });

  it('[UI16] shows pauses or skips them, as the box says', async () => {
    const beforePause = countsOfKind('run-started')[1] ?? 0;
    const from = asRecorded(beforePause).second;
    const next = Math.round((replay.events.find(({ at }) => at / 1_000 > from + 1)?.at ?? 0) / 1_000);
    expect(next - from).toBeGreaterThan(50);
    const start = async () => {
      await page.keyboard.press('Home');
      await page.getByLabel('What to go by').selectOption('run');
      await button('To the next one (])').click();
      await button('To the next one (])').click();
      await stands(beforePause);
      await button('Play').click();
    };
    await page.getByLabel('Speed').selectOption('2');
    await check('Skip pauses').uncheck();
    await start();
    await until(async () => (await seconds()) > from, 'time to go on');
    expect(await seconds()).toBeLessThan(next - 5);
    await button('Pause').click();

    await check('Skip pauses').check();
    await watchPlayhead(page);
    await start();
    await until(async () => (await seconds()) >= next, 'the end of the pause');
    const places = (await placesSeen(page)).map((place) => (place * replay.lengthMs) / 1_000);
    expect(places.filter((at) => at > from + 1 && at < next - 2)).toEqual([]);
  });

  it('[UI35] follows the last edit into its file, or stays with the one that is looked at', async () => {
    const inNotes = countsOf(({ event }) => isWorkspaceEvent(event) && event.kind === 'edit' && event.f === 'n1').at(-1) ?? 0;
    await page.keyboard.press('End');
    await stands(replay.events.length);
    while (asRecorded(replay.events.length).path === CODE && (await shown()).path === CODE) await page.keyboard.press('ArrowLeft');
    await stands(inNotes);
    await check('Follow the last edit').uncheck();
    await page.keyboard.press('ArrowRight');
    await stands(inNotes + 1, NOTES);
    await page.keyboard.press('End');
    await stands(replay.events.length, NOTES);
    await check('Follow the last edit').check();
    await stands(replay.events.length, CODE);
    // To choose a file is to stay with it.
    await button(NOTES).click();
    await stands(replay.events.length, NOTES);
    expect(await check('Follow the last edit').isChecked()).toBe(false);
  });

  it('[UI35] its timeline shows less or more of the time, and is pressed where a moment lies', async () => {
    const wholeS = replay.lengthMs / 1_000;
    const isAt = async (second: number) => until(async () => Math.abs((await seconds()) - second) <= 1, `second ${second}`);
    await sliderOf(page).focus();
    await page.keyboard.press('Home');
    await mark(/Submitted$/).waitFor();
    expect(await button('Show more of the time').isDisabled()).toBe(true);
    await pressAt(0.5);
    await isAt(wholeS / 2);
    await page.keyboard.press('Home');
    await button('Show less of the time').click();
    await mark(/Submitted$/).waitFor({ state: 'detached' });
    await mark(/Started$/).waitFor();
    await pressAt(0.5);
    await isAt(wholeS / 4);
    await button('Show less of the time').click();
    await pressAt(0.75);
    await isAt(wholeS / 8 + (0.75 * wholeS) / 4);
    await mark(/Started$/).waitFor({ state: 'detached' });
    // It comes along.
    await sliderOf(page).focus();
    await page.keyboard.press('End');
    await mark(/Submitted$/).waitFor();
    await button('Show more of the time').click();
    await button('Show more of the time').click();
    await mark(/Started$/).waitFor();
    expect(await button('Show more of the time').isDisabled()).toBe(true);
    await pressAt(0.25);
    await isAt(wholeS / 4);
  });

  it('[UI35] is dragged over its time until the button is let go, which pauses it', async () => {
    const wholeS = replay.lengthMs / 1_000;
    const moveTo = async (part: number, lane = 0) => {
      const { x, y } = await placeAt(part);
      await page.mouse.move(x, y + lane, { steps: 4 });
    };
    await page.getByLabel('Speed').selectOption('0.5');
    await sliderOf(page).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Space');
    await button('Pause').waitFor();
    await moveTo(0.1);
    await page.mouse.down();
    await button('Play').waitFor();
    // Also over other lanes, and beyond all of them.
    for (const [part, lane] of [
      [0.3, 0],
      [0.8, -200],
      [0.5, 40],
      [0.2, 0],
    ] as const) {
      await moveTo(part, lane);
      await until(async () => Math.abs((await seconds()) - part * wholeS) <= 1, `${part} of the time`);
      const { second, text } = await shown();
      const counts = [-1_000, 0, 1_000].map((near) => replay.countAt(part * replay.lengthMs + near));
      expect(counts.map((count) => asRecorded(count).text)).toContain(text);
      expect(Math.abs(second - part * wholeS)).toBeLessThanOrEqual(1);
    }
    await page.mouse.up();
    const left = await shown();
    await moveTo(0.9);
    expect(await shown()).toEqual(left);
  });

  it('[UI35] its link opens exactly this moment and this file', async () => {
    const [first = 0] = countsOf(({ event }) => isWorkspaceEvent(event) && event.kind === 'edit' && event.f === 'n1');
    await sliderOf(page).focus();
    await page.keyboard.press('Home');
    for (let count = 0; count < first + 1; count += 1) await page.keyboard.press('ArrowRight');
    await button(CODE).click();
    await stands(first + 1, CODE);
    await page.getByTitle('Copy a link to this moment').click();
    await page.getByText('Link to this moment copied').waitFor();
    const address = await page.evaluate(async () => navigator.clipboard.readText());
    const other = await page.context().newPage();
    await open(other, address);
    await expect.poll(async () => shown(other)).toEqual(asRecorded(first + 1, CODE));
    await other.keyboard.press('ArrowRight');
    await expect.poll(async () => shown(other)).toEqual(asRecorded(first + 2, CODE));
    await other.getByRole('checkbox', { name: 'Follow the last edit' }).check();
    await expect.poll(async () => shown(other)).toEqual(asRecorded(first + 2, NOTES));
    await other.close();
  });

  it('[UI32] has a lane for each kind that occurred, whose marks say what they are and lead to their moments', async () => {
    const [[run1 = 0, run2 = 0], [created = 0], [gap = 0], [started = 0, closed = 0]] = [
      countsOfKind('run-started'),
      countsOfKind('created'),
      countsOfKind('disconnected'),
      countsOfKind('started', 'closed'),
    ];
    const paste = countsOf(({ event }) => isWorkspaceEvent(event) && event.kind === 'edit' && event.k === 'paste')[0] ?? 0;
    const first = 'Words are counted over all documents together';
    await mark(`00:01:00 ${first}: first passed`).waitFor();
    const lanes = await timeline().locator('..').locator('> div').first().locator('> span').allTextContents();
    expect(lanes.filter((lane) => !lane.includes(' '))).toEqual(['Typing', 'Files', 'Runs', 'Pastes', 'Connection', 'Attempt']);
    const marks = new Map([
      [`00:00:20 Made ${NOTES}`, created],
      ['00:00:30 Run 1: Did not compile', run1],
      ['00:01:00 Run 2: Did not compile', run2],
      ['00:00:36 Pasted 10 characters into wordcount.go', paste],
      ['00:00:42 No connection for 12 s', gap],
      ['00:00:00 Started', started],
      ['00:02:10 Submitted', closed],
      [`00:00:30 ${first}: failed`, run1],
      [`00:01:00 ${first}: first passed`, run2],
    ]);
    const titles = await timeline()
      .getByRole('button')
      .evaluateAll((all) => all.map((each) => each.getAttribute('title') ?? ''));
    expect(titles).toEqual(expect.arrayContaining([...marks.keys()]));
    expect(titles.filter((title) => !/^\d\d:\d\d:\d\d \S/.test(title))).toEqual([]);
    for (const [title, count] of marks) {
      await mark(title).click();
      await stands(count);
    }
  });

  it('[UI33] tells where no mark is what the time is and how much was typed', async () => {
    const says = async (part: number) => {
      const { x, y } = await placeAt(part);
      await page.mouse.move(x, y);
      return sliderOf(page).getAttribute('title');
    };
    const [first = 0] = countsOf(({ event }) => isWorkspaceEvent(event) && event.kind === 'edit');
    const at = replay.events[first - 1]?.at ?? 0;
    await expect.poll(async () => says((at + 100) / replay.lengthMs)).toMatch(/^00:00:08, typed: [1-9] characters? in or out$/);
    await expect.poll(async () => says(75_000 / replay.lengthMs)).toBe('00:01:15');
    await stands(replay.events.length);
  });

  it('[UI34] its events are narrowed by kind and by text, which is looked for in their words and in the code', async () => {
    await page.getByRole('group', { name: 'What stands at the side' }).getByRole('button', { name: 'Events' }).click();
    const list = page.getByRole('region', { name: 'What happened' });
    const rows = async () => list.getByRole('listitem').allTextContents();
    const filter = async (kind: string) => list.getByRole('button', { name: kind, exact: true }).click();
    const search = async (text: string) => list.getByRole('searchbox').fill(text);
    await filter('Runs');
    await expect.poll(rows).toEqual(['00:00:30Run 1: Did not compile', '00:01:00Run 2: Did not compile']);
    await search('run 2');
    await expect.poll(rows).toEqual(['00:01:00Run 2: Did not compile']);
    await list.getByText('“run 2” is in the words of 1 event').waitFor();
    await filter('Pastes');
    await list.getByText('Nothing was found.').waitFor();
    await filter('All');
    await search('pasted');
    await expect.poll(rows).toEqual(['00:00:36Pasted 10 characters into wordcount.go', '00:00:36First in wordcount.go']);
    await list.getByText('“pasted” appeared 1 time in the code, first at 00:00:36, and is in the words of 1 event').waitFor();
    await search(NOTES);
    await expect.poll(rows).toEqual(['00:00:20Made NOTES.md', '00:00:22NOTES.md: 6 characters in', '00:02:00NOTES.md: 5 characters in']);
    await filter('Files');
    await expect.poll(rows).toEqual(['00:00:20Made NOTES.md']);
    await list.getByRole('button', { name: 'Made NOTES.md' }).click();
    await stands(countsOfKind('created')[0] ?? 0);
    await filter('All');
    await search('pasted');
    await list.getByText('“pasted” appeared').waitFor();
    await picture(page, 'replay-list');
  });

  it('[UI16] at 32× goes by way of many moments, in order, and takes as long as they did', async () => {
    const invited = await server.invite(admin);
    await invited.candidate.call('startAttempt');
    const { code, type } = await writer(invited);
    await server.advance(160_000);
    await type(code, '// so much was typed\n'.repeat(10), 700);
    await invited.candidate.call('submitAttempt');
    const long = await recordingOf(invited.attempt);
    const shownMs = shownMsOf(long);
    expect(shownMs).toBeGreaterThan(140_000);
    await open(page, `${server.url}/attempts/${invited.attempt}?tab=replay&at=0&event=0`);
    await page.getByLabel('Speed').selectOption('32');
    await watchPlayhead(page);
    await button('Play').click();
    const { places, tookMs } = await playedToItsEnd(page);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places.length).toBeGreaterThanOrEqual(leastFrames(shownMs, 32));
    expect(tookMs).toBeGreaterThanOrEqual(shownMs / 32);
    await expect.poll(async () => new URL(page.url()).searchParams.get('event')).toBe(String(long.events.length));
  });
});
