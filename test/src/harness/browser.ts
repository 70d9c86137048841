import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import { pause } from './clock.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: FLAGS });
}

/** What a page complained of: errors in scripts, and whatever the content policy stopped. */
export function listenForErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => void errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text())) errors.push(message.text());
  });
  return errors;
}

const require = createRequire(import.meta.url);
let axe: Promise<string> | undefined;

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: string[];
}

/** In the page: whatever fades or moves has come to its end. Half faded, text has less contrast. */
async function cameToRest(): Promise<void> {
  const ending = document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
  await Promise.allSettled(ending.map(async ({ finished }) => finished));
}

/** What axe finds that is serious or worse. */
export async function seriousViolations(page: Page): Promise<Violation[]> {
  axe ??= readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(await axe);
  await page.evaluate(cameToRest);
  const found = await page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; impact: string | null; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await checker.run();
    return violations.map(({ id, impact, nodes }) => ({ id, impact: impact ?? '', nodes: nodes.map((node) => node.html.slice(0, 200)) }));
  });
  return found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
}

/** Where pictures of every page go, when someone wants to look at them: `SCREENSHOTS=<folder>`. */
const SCREENSHOTS = process.env['SCREENSHOTS'];

/** Monaco has laid itself out anew, and colours have faded over. */
const SETTLED_MS = 400;

/** The page at both widths and in both themes, for a person to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  if (SCREENSHOTS === undefined) return;
  const before = page.viewportSize() ?? { width: 1440, height: 900 };
  for (const width of [1440, 1024]) {
    await page.setViewportSize({ width, height: width === 1440 ? 900 : 768 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await pause(SETTLED_MS);
      await page.screenshot({ path: `${SCREENSHOTS}/${name}-${width}-${colorScheme}.png` });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(before);
  await pause(SETTLED_MS);
}

/** Clicks into the text of the file that is open. */
export async function enterEditor(page: Page): Promise<void> {
  await page
    .locator('.monaco-editor')
    .first()
    .click({ position: { x: 160, y: 30 } });
}

/** Writes a text into the file that is open, in place of what is there. Indenting is left to the editor, and to gofmt. */
export async function replaceText(page: Page, text: string): Promise<void> {
  await enterEditor(page);
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text.replaceAll(/^[\t ]+/gm, ''));
}

export async function newContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(15_000);
  return context;
}

/** The code of a replay, whatever file that is of. */
export const codeAsItWas = (page: Page): Locator => page.getByRole('region', { name: /, as it was$/ });

/** The lines of it that are painted, with their numbers; the others stand there as well. */
export async function paintedLines(code: Locator): Promise<ReadonlyMap<number, string>> {
  const [numbers = '', text = ''] = await code
    .locator('.replay-numbers, .replay-text')
    .evaluateAll((all) => all.map((each) => each.firstChild?.textContent ?? ''));
  const lines = text.split('\n');
  return new Map(numbers.split('\n').map((number, index) => [Number(number), lines[index] ?? '']));
}

/** Where the number of a painted line is on the page. */
export async function placeOfLine(code: Locator, line: number): Promise<{ x: number; y: number }> {
  return code.locator('.replay-numbers').evaluate((numbers, wanted) => {
    const text = numbers.firstChild;
    const found = new RegExp(`\\b${wanted}$`, 'm').exec(text?.textContent ?? '');
    if (!text || !found) throw new Error(`line ${wanted} is not painted`);
    const range = document.createRange();
    range.setStart(text, found.index);
    range.setEnd(text, found.index + found[0].length);
    const { left, top, width, height } = range.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  }, line);
}
