import { isWorkspaceEvent, type TimedEvent } from '@twohours/wire/recording';
import { beforeEach, describe, expect, it } from 'vitest';
import { picture } from '../harness/browser.ts';
import { until } from '../harness/clock.ts';
import { openShortReplay } from '../harness/open-replay.ts';
import { leastFrames, placesSeen, playedToItsEnd, shownMsOf, watchPlayhead } from '../harness/playhead.ts';
import { recordingOf, ReplayReader } from '../harness/replay-reader.ts';
import { CODE, NOTES, writer } from '../harness/short-attempt.ts';

const open = openShortReplay();
let reader: ReplayReader;
beforeEach(() => {
  reader = open.reader;
});

describe('a replay', () => {
  it('[UI35] is stepped through by edit, both ways, and goes to either end', async () => {
    await reader.stands(reader.replay.events.length);
    await reader.page.keyboard.press('Home');
    await reader.stands(0);
    for (let count = 1; count <= reader.replay.events.length; count += 1) {
      await reader.page.keyboard.press('ArrowRight');
      await reader.stands(count);
    }
    await reader.page.keyboard.press('ArrowRight');
    await reader.stands(reader.replay.events.length);
    for (let count = reader.replay.events.length - 1; count >= 0; count -= 1) {
      await reader.page.keyboard.press('ArrowLeft');
      await reader.stands(count);
    }
    await reader.page.keyboard.press('ArrowLeft');
    await reader.stands(0);
    await reader.page.keyboard.press('End');
    await reader.stands(reader.replay.events.length);
    await reader.button('One event back (←)').click();
    await reader.stands(reader.replay.events.length - 1);
    await reader.button('To the beginning (Home)').click();
    await reader.stands(0);
    await reader.button('One event on (→)').click();
    await reader.stands(1);
    await reader.button('To the end (End)').click();
    await reader.stands(reader.replay.events.length);
  });

  it('[UI35] jumps from one thing of the chosen kind to the next, both ways', async () => {
    const isPaste = ({ event }: TimedEvent) => isWorkspaceEvent(event) && event.kind === 'edit' && event.k === 'paste';
    const stops: Record<string, number[]> = {
      run: reader.countsOfKind('run-started'),
      file: reader.countsOfKind('created'),
      paste: reader.countsOf(isPaste),
      // Of its kind only what was in the middle of the work.
      connection: reader.countsOfKind('disconnected').slice(0, 1),
      attempt: reader.countsOfKind('started', 'closed'),
    };
    expect(stops['run']).toHaveLength(2);
    for (const [kind, counts] of Object.entries(stops)) {
      await reader.page.getByLabel('What to go by').selectOption(kind);
      await reader.slider.focus();
      await reader.page.keyboard.press('Home');
      for (const count of counts) {
        await reader.page.keyboard.press(']');
        await reader.stands(count);
      }
      await reader.page.keyboard.press(']');
      await reader.stands(counts.at(-1) ?? 0);
      await reader.page.keyboard.press('End');
      for (const count of counts.toReversed().filter((each) => each < reader.replay.events.length)) {
        await reader.page.keyboard.press('[');
        await reader.stands(count);
      }
    }
    await reader.page.getByLabel('What to go by').selectOption('run');
    await reader.button('To the end (End)').click();
    await reader.button('To the one before ([)').click();
    await reader.stands(stops['run']?.[1] ?? 0);
    await reader.button('To the one before ([)').click();
    await reader.button('To the next one (])').click();
    await reader.stands(stops['run']?.[1] ?? 0);
  });

  it('[UI35] plays and pauses with the space bar, and with its button', async () => {
    await reader.page.getByLabel('Speed').selectOption('1');
    await reader.slider.focus();
    await reader.page.keyboard.press('Home');
    const play = reader.button('Play');
    const pause = reader.button('Pause');
    const goesOn = async (from: number) => until(async () => (await reader.seconds()) > from, 'time to go on');
    const standsStill = async () => {
      await play.waitFor();
      // An address follows what stands still, and nothing that plays.
      const inAddress = () => Number(new URL(reader.page.url()).searchParams.get('at'));
      await until(async () => Math.round(inAddress() / 1_000) === (await reader.seconds()), 'the moment in the address');
    };
    await reader.page.keyboard.press('Space');
    await pause.waitFor();
    await goesOn(0);
    await reader.page.keyboard.press('Space');
    await standsStill();
    const first = await reader.seconds();
    await play.click();
    await goesOn(first);
    await pause.click();
    await standsStill();
  });

  it('[UI16] shows pauses or skips them, as the box says', async () => {
    const beforePause = reader.countsOfKind('run-started')[1] ?? 0;
    const from = reader.asRecorded(beforePause).second;
    const next = Math.round((reader.replay.events.find(({ at }) => at / 1_000 > from + 1)?.at ?? 0) / 1_000);
    expect(next - from).toBeGreaterThan(50);
    const start = async () => {
      await reader.page.keyboard.press('Home');
      await reader.page.getByLabel('What to go by').selectOption('run');
      await reader.button('To the next one (])').click();
      await reader.button('To the next one (])').click();
      await reader.stands(beforePause);
      await reader.button('Play').click();
    };
    await reader.page.getByLabel('Speed').selectOption('2');
    await reader.check('Skip pauses').uncheck();
    await start();
    await until(async () => (await reader.seconds()) > from, 'time to go on');
    expect(await reader.seconds()).toBeLessThan(next - 5);
    await reader.button('Pause').click();

    await reader.check('Skip pauses').check();
    await watchPlayhead(reader.page);
    await start();
    await until(async () => (await reader.seconds()) >= next, 'the end of the pause');
    const places = (await placesSeen(reader.page)).map((place) => (place * reader.replay.lengthMs) / 1_000);
    expect(places.filter((at) => at > from + 1 && at < next - 2)).toEqual([]);
  });

  it('[UI35] follows the last edit into its file, or stays with the one that is looked at', async () => {
    const inNotes = reader.countsOf(({ event }) => isWorkspaceEvent(event) && event.kind === 'edit' && event.f === 'n1').at(-1) ?? 0;
    await reader.page.keyboard.press('End');
    await reader.stands(reader.replay.events.length);
    while (reader.asRecorded(reader.replay.events.length).path === CODE && (await reader.shown()).path === CODE)
      await reader.page.keyboard.press('ArrowLeft');
    await reader.stands(inNotes);
    await reader.check('Follow the last edit').uncheck();
    await reader.page.keyboard.press('ArrowRight');
    await reader.stands(inNotes + 1, NOTES);
    await reader.page.keyboard.press('End');
    await reader.stands(reader.replay.events.length, NOTES);
    await reader.check('Follow the last edit').check();
    await reader.stands(reader.replay.events.length, CODE);
    // To choose a file is to stay with it.
    await reader.button(NOTES).click();
    await reader.stands(reader.replay.events.length, NOTES);
    expect(await reader.check('Follow the last edit').isChecked()).toBe(false);
  });

  it('[UI35] its link opens exactly this moment and this file', async () => {
    const [first = 0] = reader.countsOf(({ event }) => isWorkspaceEvent(event) && event.kind === 'edit' && event.f === 'n1');
    await reader.slider.focus();
    await reader.page.keyboard.press('Home');
    for (let count = 0; count < first + 1; count += 1) await reader.page.keyboard.press('ArrowRight');
    await reader.button(CODE).click();
    await reader.stands(first + 1, CODE);
    await reader.page.getByTitle('Copy a link to this moment').click();
    await reader.page.getByText('Link to this moment copied').waitFor();
    const address = await reader.page.evaluate(async () => navigator.clipboard.readText());
    const other = await reader.page.context().newPage();
    const otherReader = new ReplayReader(other, reader.replay);
    await otherReader.open(address);
    await otherReader.stands(first + 1, CODE);
    await other.keyboard.press('ArrowRight');
    await otherReader.stands(first + 2, CODE);
    await otherReader.check('Follow the last edit').check();
    await otherReader.stands(first + 2, NOTES);
    await other.close();
  });

  it('[UI34] its events are narrowed by kind and by text, which is looked for in their words and in the code', async () => {
    await reader.page.getByRole('group', { name: 'What stands at the side' }).getByRole('button', { name: 'Events' }).click();
    const list = reader.page.getByRole('region', { name: 'What happened' });
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
    await reader.stands(reader.countsOfKind('created')[0] ?? 0);
    await filter('All');
    await search('pasted');
    await list.getByText('“pasted” appeared').waitFor();
    await picture(reader.page, 'replay-list');
  });

  it('[UI16] at 32× goes by way of many moments, in order, and takes as long as they did', async () => {
    const invited = await open.server.invite(open.admin);
    await invited.candidate.call('startAttempt');
    const { code, type } = await writer(invited);
    await open.server.advance(160_000);
    await type(code, '// so much was typed\n'.repeat(10), 700);
    await invited.candidate.call('submitAttempt');
    const long = await recordingOf(open.admin, invited.attempt);
    const shownMs = shownMsOf(long);
    expect(shownMs).toBeGreaterThan(140_000);
    await reader.open(`${open.server.url}/attempts/${invited.attempt}?tab=replay&at=0&event=0`);
    await reader.page.getByLabel('Speed').selectOption('32');
    await watchPlayhead(reader.page);
    await reader.button('Play').click();
    const { places, tookMs } = await playedToItsEnd(reader.page);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places.length).toBeGreaterThanOrEqual(leastFrames(shownMs, 32));
    expect(tookMs).toBeGreaterThanOrEqual(shownMs / 32);
    await expect.poll(async () => new URL(reader.page.url()).searchParams.get('event')).toBe(String(long.events.length));
  });
});
