import type { Browser, Page } from 'playwright-core';
import { codeAsItWas } from '../harness/browser.ts';
import { pause } from '../harness/clock.ts';
import { spread } from './statistics.ts';

export const SEEKS = 200;
/** Never twice the same place, and far from the one before. */
const GOLDEN = 0.618_034;
/** So long is looked at what was sought: some longer than it takes until the page has come to rest. */
const LOOK_MS = { least: 30, most: 230 };

/** What the page keeps of each time that it was sought in. */
interface Seeking {
  seeks?: Promise<Seek>[];
}

interface Seek {
  /** From the pointer to the frame that was painted. */
  readonly ms: number;
  readonly shown: string | null;
}

export interface SeekFigures {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Places all over the time, back and forth, are pressed, each once the one before was looked at and the pointer has come there. */
export async function pressed(page: Page): Promise<SeekFigures> {
  return sought(page, 'pointerdown', async (n, x, y) => {
    await page.mouse.move(x, y);
    await pause(LOOK_MS.least + (LOOK_MS.most - LOOK_MS.least) * ((n * GOLDEN * GOLDEN) % 1));
    await page.mouse.down();
    await page.mouse.up();
    await page.evaluate(async (nth) => (globalThis as Seeking).seeks?.[nth], n);
  });
}

/** The same places are dragged over, as fast as the browser takes it. */
export async function dragged(page: Page): Promise<SeekFigures> {
  const figures = await sought(page, 'pointermove', async (n, x, y) => {
    if (n === 0) await page.mouse.down();
    await page.mouse.move(x, y);
  });
  await page.mouse.up();
  return figures;
}

/** A page on which nothing but a number changes: faster than that the browser cannot seek here. */
export async function emptyReplay(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.setContent(`
    <div role="region" aria-label="nothing, as it was">0</div>
    <div role="slider" aria-label="Moment that is shown" style="position: absolute; inset: 600px 200px auto 200px; height: 60px"></div>
    <script>
      const [region, slider] = document.querySelectorAll('[role]');
      const show = ({ clientX }) => {
        slider.setAttribute('aria-valuetext', clientX);
        region.textContent = clientX;
      };
      slider.addEventListener('pointerdown', show);
      slider.addEventListener('pointermove', ({ buttons, clientX }) => buttons && show({ clientX }));
    </script>`);
  return page;
}

async function sought(page: Page, type: string, seek: (n: number, x: number, y: number) => Promise<void>): Promise<SeekFigures> {
  const slider = page.getByRole('slider', { name: 'Moment that is shown' });
  await codeAsItWas(page).waitFor();
  const box = await slider.boundingBox();
  if (!box) throw new Error('there is no timeline');
  await page.mouse.move(box.x + 2, box.y + 3);
  await page.evaluate(listen, type);
  for (let n = 0; n < SEEKS; n += 1) await seek(n, box.x + 2 + (((n + 1) * GOLDEN) % 1) * (box.width - 4), box.y + 3);
  const seeks = await page.evaluate(async () => Promise.all((globalThis as Seeking).seeks ?? []));
  const same = seeks.filter(({ shown }, n) => shown === null || shown === seeks[n - 1]?.shown);
  if (same.length > 0) throw new Error(`${same.length} of ${seeks.length} times it showed the same as before`);
  const { median, values } = spread(seeks.map(({ ms }) => ms));
  return { p50Ms: median, p99Ms: values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? NaN };
}

/** In the page. */
function listen(type: string): void {
  const slider = document.querySelector('[role=slider]');
  const seeks: Promise<Seek>[] = [];
  const painted = async ({ timeStamp }: Event) =>
    new Promise<Seek>((resolve) => {
      const tell = () => resolve({ ms: performance.now() - timeStamp, shown: slider?.getAttribute('aria-valuetext') ?? null });
      // After this frame is painted, and before what else there is to do: other tasks may have to wait for several frames.
      requestAnimationFrame(() => void scheduler.postTask(tell, { priority: 'user-blocking' }));
    });
  (globalThis as Seeking).seeks = seeks;
  slider?.addEventListener(type, (event) => seeks.push(painted(event)), { capture: true });
}
