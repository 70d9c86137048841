import type { JobEvent } from '@twohours/wire/job';
import type { RunStory, RunView } from '@twohours/wire/run';
import { describe, expect, it } from 'vitest';
import { FakeClock, settle } from '../attempt/testing/fake-clock.ts';
import { RunBook } from './run-book.ts';

const run = (number: number): RunView => ({ id: `run_000000000000000000000${number}`, number, atMs: 0, state: { phase: 'queued' } });
const ended = (number: number): RunView => ({
  ...run(number),
  state: { phase: 'ended', ending: { kind: 'cancelled' }, phases: { waitMs: 0, compileMs: 0, runMs: 0, totalMs: 0 } },
});
const entry = (n: number, event: JobEvent = { type: 'compiling' }) => ({ try: 1, n, atMs: 0, event });

function setUp({ isSaved = true, runs = [] as RunView[], isLive = true } = {}) {
  const clock = new FakeClock();
  const stories = new Map<string, RunStory>(runs.map((view) => [view.id, { run: view, entries: [] }]));
  const asked: string[] = [];
  const link = {
    isLive,
    startRun: async () => {
      stories.set(run(1).id, { run: run(1), entries: [entry(1)] });
      return run(1);
    },
    cancelRun: async () => undefined,
    followRun: async (id: RunView['id']) => {
      asked.push(id);
      const story = stories.get(id);
      if (!story) throw new Error('no such run');
      return story;
    },
    listRuns: async () => runs,
  };
  return { clock, stories, asked, book: new RunBook(link, clock, async () => isSaved) };
}

describe('the run book', () => {
  it('[B1] starts a run only when what is on screen is saved', async () => {
    const { book } = setUp({ isSaved: false });
    await expect(book.start()).rejects.toMatchObject({ problem: { title: 'The run did not start' } });
    expect(book.snapshot).toMatchObject({ busy: { kind: 'idle' }, run: undefined });
  });

  it('[B2] shows a run from its first event', async () => {
    const { book } = setUp();
    await book.start();
    expect(book.snapshot.run).toMatchObject({ number: 1, stage: { kind: 'compiling' }, n: 1 });
    expect(book.isGoingOn).toBe(true);
    book.ended(ended(1));
    expect(book.isGoingOn).toBe(false);
  });

  it('[B3] does not start a second run while one goes on', async () => {
    const { book, asked } = setUp();
    await Promise.all([book.start(), book.start()]);
    await book.start();
    expect(asked).toHaveLength(1);
  });

  it('[B4] reads the story anew when an event is missing', async () => {
    const { book, stories } = setUp();
    await book.start();
    stories.set(run(1).id, { run: run(1), entries: [entry(1), entry(2), entry(3, { type: 'started' })] });
    book.happened({ run: run(1).id, entries: [entry(3, { type: 'started' })] });
    await settle();
    expect(book.snapshot.run).toMatchObject({ n: 3, stage: { kind: 'running' } });
  });

  it('[B5] follows a run that another tab started', async () => {
    const { book, stories } = setUp();
    stories.set(run(2).id, { run: run(2), entries: [entry(1)] });
    book.happened({ run: run(2).id, entries: [entry(1)] });
    await settle();
    expect(book.snapshot.run?.number).toBe(2);
  });

  it('[B8] shows the place of a run, whoever started it, and reads the story where something was missed', async () => {
    const { book, stories, asked } = setUp();
    await book.start();
    stories.set(run(2).id, { run: run(2), entries: [], place: { try: 1, n: 0, ahead: 5 } });
    book.moved({ run: run(2).id, place: { try: 1, n: 0, ahead: 6 } });
    await settle();
    expect(book.snapshot.run).toMatchObject({ number: 2, stage: { kind: 'queued', ahead: 5 } });
    book.moved({ run: run(2).id, place: { try: 1, n: 0, ahead: 4 } });
    expect(book.snapshot.run?.stage).toMatchObject({ ahead: 4 });
    asked.length = 0;
    book.moved({ run: run(2).id, place: { try: 1, n: 3, ahead: 0 } });
    expect(asked).toEqual([run(2).id]);
  });

  it('[B8] asks once for a run that it starts itself, whenever it is told of it', async () => {
    const { book, asked } = setUp();
    const started = book.start();
    book.happened({ run: run(1).id, entries: [] });
    await started;
    book.happened({ run: run(1).id, entries: [] });
    await settle();
    expect(asked).toEqual([run(1).id]);
  });

  it('[B6] shows the last run to a page that comes late', async () => {
    const { book } = setUp({ runs: [run(1), ended(2)] });
    await book.refresh();
    expect(book.snapshot.run).toMatchObject({ number: 2, stage: { kind: 'ended' } });
  });

  it('[B7] asks by itself where nothing arrives unasked', async () => {
    const { book, stories, clock } = setUp({ isLive: false });
    const stop = new AbortController();
    void book.poll(stop.signal);
    await book.start();
    stories.set(run(1).id, { run: ended(1), entries: [entry(1)] });
    await clock.advance(1_000);
    expect(book.isGoingOn).toBe(false);
    stop.abort();
  });
});
