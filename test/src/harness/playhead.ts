import type { Replay } from '@twohours/wire/replay';
import type { Page } from 'playwright-core';
import { until } from './clock.ts';

declare global {
  var playheadSeen: { readonly places: number[]; pressedAt?: number; endedAt?: number };
}

export interface Played {
  /** Each place in the time at which the playhead was painted, from 0 to 1. */
  readonly places: readonly number[];
  /** From when something was pressed until it was at the end. */
  readonly tookMs: number;
}

/** Notes from now on where the playhead of a replay goes; at the end of it that is told. */
export async function watchPlayhead(page: Page): Promise<void> {
  await page.getByRole('slider', { name: 'Moment that is shown' }).evaluate((slider) => {
    const seen: typeof playheadSeen = { places: [] };
    globalThis.playheadSeen = seen;
    window.addEventListener('click', ({ timeStamp }) => void (seen.pressedAt = timeStamp), { capture: true, once: true });
    new MutationObserver(() => {
      const head = slider.querySelector<HTMLElement>('[aria-hidden]');
      const place = Number(/translateX\(([\d.e-]+)%\)/.exec(head?.style.transform ?? '')?.[1]) / 100;
      if (place !== seen.places.at(-1)) seen.places.push(place);
      if (place === 1) seen.endedAt ??= performance.now();
    }).observe(slider, { subtree: true, attributes: true, attributeFilter: ['style'] });
  });
}

export async function placesSeen(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => playheadSeen.places);
}

export async function playedToItsEnd(page: Page): Promise<Played> {
  await until(async () => page.evaluate(() => playheadSeen.endedAt !== undefined), 'the end of the replay', 60_000);
  const { places, pressedAt = 0, endedAt = 0 } = await page.evaluate(() => playheadSeen);
  return { places, tookMs: endedAt - pressedAt };
}

/** How much is shown where pauses are skipped: of more than three seconds in which nothing happened, the last half. */
export function shownMsOf({ events }: Replay): number {
  return events.reduce((shown, { at }, index) => {
    const since = at - (events[index - 1]?.at ?? 0);
    return shown + (since > 3_000 ? 500 : since);
  }, 0);
}

/** However slow the machine is, a frame lets a quarter of a second pass at most: of so many moments none can be left out. */
export const leastFrames = (shownMs: number, speed: number): number => Math.floor(shownMs / speed / 250);
