import type { AttemptId } from '@twohours/wire/id';
import { Replay } from '@twohours/wire/replay';
import { filesOf } from '@twohours/wire/workspace';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeAsItWas, enterEditor, launchBrowser, listenForErrors, newContext, paintedLines, placeOfLine } from '../harness/browser.ts';
import { freePort, until, wallMs } from '../harness/clock.ts';
import { Person } from '../harness/person.ts';
import { leastFrames, playedToItsEnd, shownMsOf, watchPlayhead } from '../harness/playhead.ts';
import { ServerProcess } from '../harness/processes.ts';
import { redisUrl } from '../harness/redis.ts';
import { invite } from '../harness/server.ts';

let browser: Browser;
let server: ServerProcess;
let admin: Person;
let staff: Page;
const errors: string[][] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  server = await ServerProcess.start(await freePort(), { REDIS_URL: redisUrl(), REDIS_PREFIX: `b${crypto.randomUUID().slice(0, 8)}:` });
  admin = new Person(server.url);
  const token = (await server.firstAdminLink()).split('#')[1] ?? '';
  await admin.call('acceptStaffLink', { body: { token, name: 'Ada Admin', email: 'ada@acme.example', password: 'correct horse battery' } });
  staff = await pageOf(admin);
});

afterAll(async () => {
  await browser?.close();
  await server?.kill('SIGTERM');
});

/** A browser of their own in which they are signed in. */
async function pageOf(person: Person, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await newContext(browser, options);
  const [name = '', value = ''] = person.cookieHeader.split('=');
  await context.addCookies([{ name, value, url: server.url }]);
  const page = await context.newPage();
  errors.push(listenForErrors(page));
  return page;
}

/** Each types in another way; all of it goes through the editor that candidates have. */
const TYPISTS: Record<string, (page: Page) => Promise<void>> = {
  'letter by letter, with slips taken back': async ({ keyboard }) => {
    for (let line = 0; line < 12; line += 1) {
      await keyboard.type(`// line ${line} of what they thoughtt`);
      await keyboard.press('Backspace');
      await keyboard.press('Enter');
    }
  },
  'by pasting, undoing and typing over': async ({ keyboard }) => {
    for (let turn = 0; turn < 8; turn += 1) {
      await keyboard.insertText(`// block ${turn}\n// of several lines, put in at once\n`.repeat(4));
      await keyboard.press('Control+Z');
      await keyboard.type(`// instead of block ${turn}\n`);
    }
  },
  'everything anew, again and again': async ({ keyboard }) => {
    for (let version = 0; version < 6; version += 1) {
      await keyboard.press('Control+A');
      await keyboard.type(`package wordcount\n\n// Version ${version}.\n`);
    }
  },
};

async function recorded(type: (page: Page) => Promise<void>): Promise<AttemptId> {
  const { candidate, attempt } = await invite(server.url, wallMs(), admin);
  await candidate.call('startAttempt');
  const page = await pageOf(candidate);
  await page.goto(`${server.url}/attempt`);
  await page.getByRole('treeitem', { name: /^wordcount\.go/ }).click();
  await page.locator('.monaco-editor .view-line').first().waitFor({ timeout: 30_000 });
  await enterEditor(page);
  await page.keyboard.press('Control+Home');
  await type(page);
  await page.getByRole('button', { name: /^Saved \d/ }).waitFor({ timeout: 30_000 });
  await candidate.call('submitAttempt');
  await page.context().close();
  return attempt;
}

/** In the page: what is painted in which look. */
function coloursOfCode(): Record<string, string[]> {
  const textOf = ({ startContainer, startOffset, endOffset }: AbstractRange) => (startContainer.textContent ?? '').slice(startOffset, endOffset);
  return Object.fromEntries([...CSS.highlights].map(([name, ranges]) => [name.replace('code-', ''), [...ranges].map(textOf)]));
}

/** In the page: those that do not look like the rest. */
function looksOfCode(): string[] {
  const text = document.querySelector('.replay-text') ?? document.body;
  const lookOf = (name?: string) => {
    const { color, backgroundColor } = getComputedStyle(text, name && `::highlight(${name})`);
    return `${color} ${backgroundColor}`;
  };
  return [...CSS.highlights.keys()].filter((name) => lookOf(name) !== lookOf());
}

const SCROLLS = 8;

/** In the page: how many lines away from its own place text that is not painted stands, while it is scrolled and cannot settle. */
async function strayed(pane: Element, scrolls: number): Promise<number[]> {
  const away: number[] = [];
  for (let turn = 0; turn < scrolls; turn += 1) {
    pane.scrollBy({ top: 60 });
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    for (const { firstChild, textContent } of pane.querySelectorAll('.replay-rest > *')) {
      const range = document.createRange();
      if (!firstChild) continue;
      range.selectNode(firstChild);
      // Each line says which it is, and is 20 px high.
      const belongs = 8 + 20 * Number(/line (\d+)/.exec(textContent)?.[1]);
      // Letters are lower than a line is high.
      away.push(Math.round((range.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop - belongs) / 20));
    }
  }
  return away;
}

/** In the page: as a reader does with the mouse. */
function selectText(code: Element, wanted: string): void {
  const text = code.querySelector('.replay-text')?.firstChild;
  const from = text?.textContent?.indexOf(wanted) ?? -1;
  if (!text || from === -1) throw new Error(`${wanted} is not painted`);
  document.getSelection()?.setBaseAndExtent(text, from, text, from + wanted.length);
}

/** In the page: as translators do with what they find. */
function replaceText(code: Element): void {
  const text = code.querySelector('.replay-text')?.firstChild;
  if (!text) throw new Error('no code is painted');
  const translated = document.createElement('font');
  translated.textContent = text.textContent;
  text.replaceWith(translated);
}

describe('replays of attempts that were sat in a browser', () => {
  for (const [how, type] of Object.entries(TYPISTS)) {
    it(`[UI16] of ${how}: at 32× they come to the end, without an event left out`, async () => {
      const attempt = await recorded(type);
      const { starter, entries } = await admin.call('readRecording', { params: { attempt } });
      const replay = new Replay(starter, entries);
      const { submissions } = await admin.call('readResult', { params: { attempt } });
      expect(filesOf(replay.workspaceAfter(replay.events.length))).toEqual(submissions[0]?.files);
      expect(replay.events.length).toBeGreaterThan(100);

      await staff.goto(`${server.url}/attempts/${attempt}?tab=replay&at=0&event=0&path=wordcount.go`);
      await codeAsItWas(staff).waitFor({ timeout: 30_000 });
      await staff.getByLabel('Speed').selectOption('32');
      const slider = staff.getByRole('slider', { name: 'Moment that is shown' });
      expect(await slider.getAttribute('aria-valuenow')).toBe('0');
      await watchPlayhead(staff);
      await staff.getByRole('button', { name: 'Play', exact: true }).click();
      const { places, tookMs } = await playedToItsEnd(staff);
      await staff.getByRole('button', { name: 'Play', exact: true }).waitFor();
      const shownMs = shownMsOf(replay);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(places.length).toBeGreaterThanOrEqual(leastFrames(shownMs, 32));
      expect(tookMs).toBeGreaterThanOrEqual(shownMs / 32);
      // What the page counted on its way is what was recorded.
      await until(async () => new URL(staff.url()).searchParams.get('event') === String(replay.events.length), 'the end in the address');
      expect(await slider.getAttribute('aria-valuenow')).toBe(await slider.getAttribute('aria-valuemax'));
      const first = (submissions[0]?.files['wordcount.go'] ?? '').split('\n').find((line) => line.startsWith('//') || line.startsWith('package'));
      await until(async () => ((await codeAsItWas(staff).textContent()) ?? '').includes(first?.trim() ?? 'a line'), 'the first line in the code');
    });
  }

  it('[UI27] lines are taken by touch and copied whole, also out of sight, and long ones are scrolled to', async () => {
    const written = Array.from({ length: 120 }, (_, line) => `// ${line}\n`).join('') + `// ${'long '.repeat(80)}\n`;
    const attempt = await recorded(async ({ keyboard }) => keyboard.insertText(written));
    const page = await pageOf(admin, { hasTouch: true, permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(`${server.url}/attempts/${attempt}?tab=replay&path=wordcount.go`);
    const code = codeAsItWas(page);
    await code.getByText('long long').waitFor({ timeout: 30_000 });
    const line = [...(await paintedLines(code)).keys()][4] ?? 0;
    const said = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();

    const { x, y } = await placeOfLine(code, line);
    await page.touchscreen.tap(x + 120, y);
    await said(`Line ${line} is selected`);
    await code.press('Control+a');
    const text = (await admin.call('readResult', { params: { attempt } })).submissions[0]?.files['wordcount.go'] ?? '';
    await said(`Lines 1 to ${text.split('\n').length} are selected`);
    await page.keyboard.press('Control+c');
    expect(await page.evaluate(async () => navigator.clipboard.readText())).toBe(text);

    const moment = await page.getByRole('slider', { name: 'Moment that is shown' }).getAttribute('aria-valuetext');
    const left = async () => code.evaluate((each) => each.scrollLeft);
    await page.keyboard.press('Shift+ArrowRight');
    await until(async () => (await left()) > 0, 'it to scroll to the right');
    await page.keyboard.press('Shift+ArrowLeft');
    await until(async () => (await left()) === 0, 'it to scroll back');
    expect(await page.getByRole('slider', { name: 'Moment that is shown' }).getAttribute('aria-valuetext')).toBe(moment);
    await page.context().close();
  });

  it('[UI29] the code is in colours, where its words stand at that moment, and what was put in is marked', async () => {
    // So many that it is scrolled.
    const above = Array.from({ length: 80 }, () => '');
    const lines = [...above, 'package wordcount', '', 'import "fmt"', '', '/* Count', '   counts. */', 'func Count() { fmt.Println(42) }'];
    const attempt = await recorded(async ({ keyboard }) => {
      await keyboard.press('Control+A');
      await keyboard.insertText(`${lines.join('\n')} // return`);
    });
    const page = await pageOf(admin);
    await page.goto(`${server.url}/attempts/${attempt}?tab=replay`);
    const looks = async () => page.evaluate(coloursOfCode);
    await until(async () => (await looks())['put']?.join() === 'n', 'the last edit');
    expect(await looks()).toEqual({
      keyword: ['package', 'import', 'func'],
      string: ['"fmt"'],
      number: ['42'],
      comment: ['/* Count', '   counts. */', '// return'],
      put: ['n'],
    });
    expect(await page.evaluate(looksOfCode)).toHaveLength(5);
    await until(async () => {
      await codeAsItWas(page).press('ArrowLeft');
      return (await looks())['put']?.join() !== 'n';
    }, 'the edit before');
    expect((await looks())['put']).toEqual(['r']);
    expect((await looks())['comment']).toEqual(['/* Count', '   counts. */', '// retur']);
    await page.getByRole('tab', { name: 'Tests' }).first().click();
    await codeAsItWas(page).waitFor({ state: 'detached' });
    expect(await looks()).toEqual({});
    await page.context().close();
  });

  it('[UI30] what is out of sight stands where its lines are, and what the browser selected stays with its letters', async () => {
    const attempt = await recorded(async ({ keyboard }) => {
      await keyboard.press('Control+A');
      await keyboard.insertText(Array.from({ length: 150 }, (_, line) => `// line ${line}`).join('\n'));
      await keyboard.press('Control+Home');
      // Beyond the first letter: the editor may tell of the way there as well.
      await keyboard.type('abc');
    });
    const page = await pageOf(admin);
    await page.goto(`${server.url}/attempts/${attempt}?tab=replay`);
    const code = codeAsItWas(page);
    const selected = async () => page.evaluate(() => String(document.getSelection()));
    const isThere = async (line: number) => ((await code.textContent()) ?? '').includes(`// line ${line}`);
    await code.getByText('abc// line 0').waitFor({ timeout: 30_000 });
    await until(async () => isThere(149), 'the last line');

    await code.evaluate(selectText, '// line 5');
    const isPainted = async (line: string) => [...(await paintedLines(code)).values()].includes(line);
    const backTo = async (line: string) =>
      until(async () => {
        await code.press('ArrowLeft');
        return isPainted(line);
      }, line);
    await backTo('ab// line 0');
    expect(await selected()).toBe('// line 5');
    await code.evaluate((pane) => pane.scrollTo({ top: 90 }));
    await until(async () => !(await isPainted('ab// line 0')), 'it to scroll');
    expect(await selected()).toBe('// line 5');
    // Lines that it begins or ends in are gone for a while: not some of it, and never more.
    await code.evaluate(selectText, '// line 5\n// line 6\n// line 7');
    await code.evaluate((pane) => pane.scrollTo({ top: 8 + 20 * 9 }));
    await until(async () => !(await isPainted('// line 5')), 'the first of three lines to be out of sight');
    await code.evaluate((pane) => pane.scrollTo({ top: 0 }));
    await until(async () => isPainted('ab// line 0'), 'it to be scrolled back');
    expect(await selected()).toBe('');
    await code.evaluate(selectText, '// line 5');
    await backTo('// line 149');
    expect(await selected()).toBe('');

    await code.press('Home');
    await page.keyboard.press('End');
    await code.getByText('abc// line 0').waitFor();
    // A translator, say, puts an element of its own in place of the text.
    await code.evaluate(replaceText);
    await code.evaluate((pane) => pane.scrollTo({ top: 1_000 }));
    await until(async () => isPainted('// line 60'), 'lines further down');
    await until(async () => (await isThere(0)) && isThere(149), 'what is above and below');
    expect(await code.evaluate(strayed, SCROLLS)).toEqual(Array.from({ length: 2 * SCROLLS }, () => 0));
    await until(async () => isThere(60), 'lines that were scrolled out of sight');
    await page.context().close();
  });

  it('[UI28] its page is told at once of the files that it is made of, and each is there', async () => {
    const page = await (await fetch(`${server.url}/attempts/att_0`)).text();
    const files = /data-attempt="([^"]+)"/.exec(page)?.[1]?.split(' ') ?? [];
    expect(files).toContainEqual(expect.stringMatching(/ResultPage-.*[.]js$/));
    const kinds = await Promise.all(files.map(async (file) => (await fetch(`${server.url}/${file}`)).headers.get('content-type')));
    expect(kinds.filter((kind) => !/^text[/](?:javascript|css)/.test(kind ?? ''))).toEqual([]);
  });

  it('[B14] no page had an error of its own or asked for what its policy forbids', () => {
    expect(errors.flat()).toEqual([]);
  });
});
