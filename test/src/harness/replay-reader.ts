import type { AttemptId } from '@twohours/wire/id';
import { isWorkspaceEvent, type TimedEvent } from '@twohours/wire/recording';
import { Replay } from '@twohours/wire/replay';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { codeAsItWas, newContext, paintedLines } from './browser.ts';
import type { Person } from './person.ts';

export async function recordingOf(reader: Person, attempt: AttemptId): Promise<Replay> {
  const { starter, entries } = await reader.call('readRecording', { params: { attempt } });
  return new Replay(starter, entries);
}

/** A page with a replay in it, beside what was recorded. */
export class ReplayReader {
  readonly page: Page;
  readonly replay: Replay;
  readonly slider: Locator;
  readonly timeline: Locator;

  constructor(page: Page, replay: Replay) {
    this.page = page;
    this.replay = replay;
    this.slider = page.getByRole('slider', { name: 'Moment that is shown' });
    this.timeline = this.slider.locator('..');
  }

  /** In a browser of their own in which they are signed in; closed with its context. */
  static async inBrowserOf(browser: Browser, person: Person, url: string, replay: Replay): Promise<ReplayReader> {
    const context = await newContext(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
    const [name = '', value = ''] = person.cookieHeader.split('=');
    await context.addCookies([{ name, value, url }]);
    return new ReplayReader(await context.newPage(), replay);
  }

  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await codeAsItWas(this.page).waitFor({ timeout: 30_000 });
  }

  mark(title: string | RegExp): Locator {
    return this.timeline.getByTitle(title);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  check(name: string): Locator {
    return this.page.getByRole('checkbox', { name });
  }

  async seconds(): Promise<number> {
    return Number(await this.slider.getAttribute('aria-valuenow'));
  }

  /** What a reader sees of a moment. */
  async shown() {
    const lines = [...(await paintedLines(codeAsItWas(this.page))).values()];
    return {
      second: await this.seconds(),
      path: await this.page.getByRole('region', { name: 'Replay' }).getByRole('heading', { level: 2 }).textContent(),
      text: lines.join('\n').trimEnd(),
    };
  }

  /** What there is to be seen after so many events, in a file or in that of the last edit. */
  asRecorded(count: number, chosen?: string) {
    const { replay } = this;
    const workspace = replay.workspaceAfter(count);
    const edited = replay.events.slice(0, count).findLast(({ event }) => isWorkspaceEvent(event))?.event;
    const ofEdit = edited && isWorkspaceEvent(edited) ? workspace.get(edited.f)?.path : undefined;
    const path = chosen ?? ofEdit ?? 'document.go';
    const text = [...workspace.values()].find((file) => file.path === path)?.text ?? '';
    return { second: Math.round((replay.events[count - 1]?.at ?? 0) / 1_000), path, text: text.trimEnd() };
  }

  async stands(count: number, chosen?: string): Promise<void> {
    await expect.poll(async () => this.shown()).toEqual(this.asRecorded(count, chosen));
  }

  /** Counts of what is like that, first to last. */
  countsOf(isIt: (timed: TimedEvent) => boolean): number[] {
    return this.replay.events.flatMap((each, index) => (isIt(each) ? [index + 1] : []));
  }

  countsOfKind(...kinds: string[]): number[] {
    return this.countsOf(({ event }) => kinds.includes(event.kind));
  }

  /** This far along the timeline, in the lane of typing, where no marks are. */
  async placeAt(part: number): Promise<{ x: number; y: number }> {
    const box = await this.slider.boundingBox();
    if (!box) throw new Error('no timeline');
    return { x: box.x + part * box.width, y: box.y + 12 };
  }

  async pressAt(part: number): Promise<void> {
    const { x, y } = await this.placeAt(part);
    await this.page.mouse.click(x, y);
  }
}
