import { isWorkspaceEvent } from '@twohours/wire/recording';
import { beforeEach, describe, expect, it } from 'vitest';
import { until } from '../harness/clock.ts';
import { openShortReplay } from '../harness/open-replay.ts';
import type { ReplayReader } from '../harness/replay-reader.ts';
import { NOTES } from '../harness/short-attempt.ts';

const open = openShortReplay();
let reader: ReplayReader;
beforeEach(() => {
  reader = open.reader;
});

describe('the timeline of a replay', () => {
  it('[UI35] shows less or more of the time, and is pressed where a moment lies', async () => {
    const wholeS = reader.replay.lengthMs / 1_000;
    const isAt = async (second: number) => until(async () => Math.abs((await reader.seconds()) - second) <= 1, `second ${second}`);
    await reader.slider.focus();
    await reader.page.keyboard.press('Home');
    await reader.mark(/Submitted$/).waitFor();
    expect(await reader.button('Show more of the time').isDisabled()).toBe(true);
    await reader.pressAt(0.5);
    await isAt(wholeS / 2);
    await reader.page.keyboard.press('Home');
    await reader.button('Show less of the time').click();
    await reader.mark(/Submitted$/).waitFor({ state: 'detached' });
    await reader.mark(/Started$/).waitFor();
    await reader.pressAt(0.5);
    await isAt(wholeS / 4);
    await reader.button('Show less of the time').click();
    await reader.pressAt(0.75);
    await isAt(wholeS / 8 + (0.75 * wholeS) / 4);
    await reader.mark(/Started$/).waitFor({ state: 'detached' });
    // It comes along.
    await reader.slider.focus();
    await reader.page.keyboard.press('End');
    await reader.mark(/Submitted$/).waitFor();
    await reader.button('Show more of the time').click();
    await reader.button('Show more of the time').click();
    await reader.mark(/Started$/).waitFor();
    expect(await reader.button('Show more of the time').isDisabled()).toBe(true);
    await reader.pressAt(0.25);
    await isAt(wholeS / 4);
  });

  it('[UI35] is dragged over its time until the button is let go, which pauses it', async () => {
    const wholeS = reader.replay.lengthMs / 1_000;
    const moveTo = async (part: number, lane = 0) => {
      const { x, y } = await reader.placeAt(part);
      await reader.page.mouse.move(x, y + lane, { steps: 4 });
    };
    await reader.page.getByLabel('Speed').selectOption('0.5');
    await reader.slider.focus();
    await reader.page.keyboard.press('Home');
    await reader.page.keyboard.press('Space');
    await reader.button('Pause').waitFor();
    await moveTo(0.1);
    await reader.page.mouse.down();
    await reader.button('Play').waitFor();
    // Also over other lanes, and beyond all of them.
    for (const [part, lane] of [
      [0.3, 0],
      [0.8, -200],
      [0.5, 40],
      [0.2, 0],
    ] as const) {
      await moveTo(part, lane);
      await until(async () => Math.abs((await reader.seconds()) - part * wholeS) <= 1, `${part} of the time`);
      const { second, text } = await reader.shown();
      const counts = [-1_000, 0, 1_000].map((near) => reader.replay.countAt(part * reader.replay.lengthMs + near));
      expect(counts.map((count) => reader.asRecorded(count).text)).toContain(text);
      expect(Math.abs(second - part * wholeS)).toBeLessThanOrEqual(1);
    }
    await reader.page.mouse.up();
    const left = await reader.shown();
    await moveTo(0.9);
    expect(await reader.shown()).toEqual(left);
  });

  it('[UI32] has a lane for each kind that occurred, whose marks say what they are and lead to their moments', async () => {
    const [[run1 = 0, run2 = 0], [created = 0], [gap = 0], [started = 0, closed = 0]] = [
      reader.countsOfKind('run-started'),
      reader.countsOfKind('created'),
      reader.countsOfKind('disconnected'),
      reader.countsOfKind('started', 'closed'),
    ];
    const paste = reader.countsOf(({ event }) => isWorkspaceEvent(event) && event.kind === 'edit' && event.k === 'paste')[0] ?? 0;
    const first = 'Words are counted over all documents together';
    await reader.mark(`00:01:00 ${first}: first passed`).waitFor();
    const lanes = await reader.timeline.locator('..').locator('> div').first().locator('> span').allTextContents();
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
    const titles = await reader.timeline.getByRole('button').evaluateAll((all) => all.map((each) => each.getAttribute('title') ?? ''));
    expect(titles).toEqual(expect.arrayContaining([...marks.keys()]));
    expect(titles.filter((title) => !/^\d\d:\d\d:\d\d \S/.test(title))).toEqual([]);
    for (const [title, count] of marks) {
      await reader.mark(title).click();
      await reader.stands(count);
    }
  });

  it('[UI33] tells where no mark is what the time is and how much was typed', async () => {
    const says = async (part: number) => {
      const { x, y } = await reader.placeAt(part);
      await reader.page.mouse.move(x, y);
      return reader.slider.getAttribute('title');
    };
    const [first = 0] = reader.countsOf(({ event }) => isWorkspaceEvent(event) && event.kind === 'edit');
    const at = reader.replay.events[first - 1]?.at ?? 0;
    await expect.poll(async () => says((at + 100) / reader.replay.lengthMs)).toMatch(/^00:00:08, typed: [1-9] characters? in or out$/);
    await expect.poll(async () => says(75_000 / reader.replay.lengthMs)).toBe('00:01:15');
    await reader.stands(reader.replay.events.length);
  });
});
