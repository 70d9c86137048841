import type { Browser, Page } from 'playwright-core';
import { codeAsItWas } from '../harness/browser.ts';
import { pause } from '../harness/clock.ts';
import { spread } from './statistics.ts';

export const SEEKS = 200;
/** Never twice the same place, and far from the one before. */
const GOLDEN = 0.618_034;
/** So long is looked at what was sought: some longer than it takes until the page has come to rest. */
const LOOK_MS = { least: 15, most: 215 };

/** What the page keeps of each press on the timeline: how long it was until it was painted. */
interface Seeking {
  seeks?: Promise<number>[];
}

export interface SeekFigures {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** From the pointer to the frame that was painted, at places all over the time, back and forth; each once the one before is painted. */
export async function sought(page: Page): Promise<SeekFigures> {
  const all: number[] = [];
  await click(page, async (n) => {
    all.push(await page.evaluate(async (nth) => (globalThis as Seeking).seeks?.[nth] ?? NaN, n));
    await pause(LOOK_MS.least + (LOOK_MS.most - LOOK_MS.least) * ((n * GOLDEN * GOLDEN) % 1));
  });
  return figuresOf(all);
}

/** The same as fast as the browser takes them. That is faster than it paints: several share a frame, and wait for it together. */
export async function soughtInHaste(page: Page): Promise<SeekFigures> {
  await click(page, async () => undefined);
  return figuresOf(await page.evaluate(async () => Promise.all((globalThis as Seeking).seeks ?? [])));
}

/** A page on which nothing but a number changes: faster than that the browser cannot seek here. */
export async function emptyReplay(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.setContent(`
    <div role="region" aria-label="nothing, as it was">0</div>
    <div role="slider" aria-label="Moment that is shown" style="position: absolute; inset: 600px 200px auto 200px; height: 60px"></div>
    <script>
      const [region, slider] = document.querySelectorAll('[role]');
      slider.addEventListener('pointerdown', ({ clientX }) => {
        slider.setAttribute('aria-valuetext', clientX);
        region.textContent = clientX;
      });
    </script>`);
  return page;
}

async function click(page: Page, after: (n: number) => Promise<void>): Promise<void> {
  const slider = page.getByRole('slider', { name: 'Moment that is shown' });
  await codeAsItWas(page).waitFor();
  await page.evaluate(listen);
  const box = await slider.boundingBox();
  if (!box) throw new Error('there is no timeline');
  let before = await slider.getAttribute('aria-valuetext');
  for (let n = 0; n < SEEKS; n += 1) {
    const part = ((n + 1) * GOLDEN) % 1;
    await page.mouse.click(box.x + 2 + part * (box.width - 4), box.y + 3);
    const now = await slider.getAttribute('aria-valuetext');
    if (now === before) throw new Error(`seeking to ${part} showed ${String(now)} as before`);
    before = now;
    await after(n);
  }
}

/** In the page. */
function listen(): void {
  const page = globalThis as Seeking;
  const isFirst = page.seeks === undefined;
  page.seeks = [];
  const painted = async ({ timeStamp }: Event) =>
    new Promise<number>((resolve) => {
      requestAnimationFrame(() => {
        // After this frame is painted, and before what else there is to do: other tasks may have to wait for several frames.
        void scheduler.postTask(() => resolve(performance.now() - timeStamp), { priority: 'user-blocking' });
      });
    });
  const heard = (event: Event) => page.seeks?.push(painted(event));
  if (isFirst) document.querySelector('[role=slider]')?.addEventListener('pointerdown', heard, { capture: true });
}

function figuresOf(times: readonly number[]): SeekFigures {
  const { median, values } = spread(times);
  return { p50Ms: median, p99Ms: values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? NaN };
}
