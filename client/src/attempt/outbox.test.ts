import type { Batch, WorkspaceEvent } from '@twohours/wire/recording';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryJournal } from './memory-journal.ts';
import { Outbox, type Halt } from './outbox.ts';
import { FakeClock, settle } from './testing/fake-clock.ts';
import { RecordingServer } from './testing/recording-server.ts';

const typed = (s: string, o = 0): WorkspaceEvent => ({ kind: 'edit', f: 's0', o, d: 0, s, ago: 0 });

describe('the outbox', () => {
  let clock: FakeClock;
  let server: RecordingServer;
  let journal: MemoryJournal;
  let stop: AbortController;
  let sent: Batch[];
  let line: 'good' | 'cut' | 'deaf';

  beforeEach(() => {
    clock = new FakeClock();
    server = new RecordingServer({ 'a.go': '' });
    journal = new MemoryJournal();
    stop = new AbortController();
    sent = [];
    line = 'good';
  });
  afterEach(() => stop.abort());

  async function open(signal = stop.signal): Promise<{ outbox: Outbox; halted: Promise<Halt | undefined> }> {
    await journal.ask();
    const lease = server.lease();
    const send = async (batch: Batch) => {
      sent.push(batch);
      if (line === 'cut') throw new Error('no line');
      const reply = server.append(batch);
      if (line === 'deaf') throw new Error('no answer');
      return reply;
    };
    const outbox = new Outbox({ journal, clock, send }, lease, await journal.adopt(lease), () => undefined);
    return { outbox, halted: outbox.run(signal) };
  }

  it('[O1] sends what is typed within 250 ms as one batch', async () => {
    const { outbox } = await open();
    outbox.record([typed('a')]);
    await settle();
    expect(sent).toHaveLength(1);
    for (const letter of 'bcd') {
      outbox.record([typed(letter)]);
      await clock.advance(60);
    }
    expect(sent).toHaveLength(1);
    await clock.advance(70);
    expect(sent.map((batch) => batch.events.length)).toEqual([1, 3]);
    expect(server.files).toEqual({ 'a.go': 'dcba' });
    expect(outbox.state).toMatchObject({ unsent: 0, savedAt: 2 });
  });

  it('[O2] says by `ago` when an event happened, also after an hour without a line', async () => {
    line = 'cut';
    const { outbox } = await open();
    outbox.record([typed('a')]);
    await clock.advance(3_600_000);
    line = 'good';
    outbox.retryNow();
    await settle();
    expect(sent.at(-1)?.events[0]?.ago).toBe(3_600_000);
  });

  it('[O3] sends the same batch again until it is acknowledged, unchanged, whatever was typed since', async () => {
    line = 'deaf';
    const { outbox } = await open();
    outbox.record([typed('a')]);
    await settle();
    outbox.record([typed('b')]);
    await clock.advance(2_000);
    expect(new Set(sent.map((batch) => batch.seq))).toEqual(new Set([1]));
    expect(new Set(sent.map((batch) => batch.events.length))).toEqual(new Set([1]));
    expect(outbox.state).toMatchObject({ unsent: 2, isReachable: false });
    line = 'good';
    await clock.advance(5_000);
    expect(server.files).toEqual({ 'a.go': 'ba' });
    expect(server.entries).toHaveLength(2);
  });

  it('[O4] gathers what is typed without a line in one batch', async () => {
    line = 'cut';
    const { outbox } = await open();
    for (let i = 0; i < 100; i++) {
      outbox.record([typed('x')]);
      await clock.advance(300);
    }
    line = 'good';
    await clock.advance(5_000);
    expect(server.files['a.go']).toHaveLength(100);
    expect(server.entries.length).toBeLessThan(5);
  });

  it('[O5] keeps a batch in the journal before it sends it, and drops it only when it is acknowledged', async () => {
    line = 'deaf';
    const { outbox } = await open();
    let keep = Promise.withResolvers<void>();
    const plain = journal.keep.bind(journal);
    journal.keep = async (batch) => {
      await keep.promise;
      return plain(batch);
    };
    outbox.record([typed('a')]);
    await clock.advance(1_000);
    expect(sent).toHaveLength(0);
    keep.resolve();
    keep = Promise.withResolvers();
    await clock.advance(1_000);
    expect(sent.length).toBeGreaterThan(0);
    expect(await journal.adopt({ epoch: 9, seq: 0 })).toHaveLength(1);
  });

  it('[O6] goes on after a reload where the last page stopped', async () => {
    line = 'cut';
    const first = new AbortController();
    const before = await open(first.signal);
    before.outbox.record([typed('a')]);
    await clock.advance(300);
    before.outbox.record([typed('b')]);
    await settle();
    first.abort();
    line = 'good';
    const { outbox } = await open();
    expect(await outbox.flush(5_000, stop.signal)).toBe(true);
    expect(server.files).toEqual({ 'a.go': 'ba' });
  });

  it('[O7] does not send twice what arrived before a reload, its acknowledgement lost', async () => {
    line = 'deaf';
    const first = new AbortController();
    (await open(first.signal)).outbox.record([typed('a')]);
    await settle();
    first.abort();
    line = 'good';
    const { outbox } = await open();
    outbox.record([typed('b')]);
    await clock.advance(500);
    expect(server.files).toEqual({ 'a.go': 'ba' });
    expect(await journal.leftovers()).toEqual([]);
  });

  it('[O8] stops when another device took over, and what was not sent stays in the journal', async () => {
    const { outbox, halted } = await open();
    server.lease();
    outbox.record([typed('a')]);
    expect(await halted).toEqual({ kind: 'not-the-writer', epoch: 2 });
    outbox.record([typed('b')]);
    await settle();
    await journal.giveUp('stranded', 1);
    expect((await journal.leftovers())[0]?.batches.flatMap((batch) => batch.events)).toHaveLength(2);
    expect(outbox.unkept()).toEqual([]);
  });

  it('[O9] is fenced by its own journal when a newer tab of the profile took over', async () => {
    const old = await open();
    await open();
    old.outbox.record([typed('a')]);
    expect(await old.halted).toMatchObject({ kind: 'not-the-writer' });
    expect(server.entries).toEqual([]);
  });

  it('[O10] stops at a refusal and goes on keeping', async () => {
    const { outbox, halted } = await open();
    outbox.record([typed('a', 99)]);
    expect(await halted).toMatchObject({ kind: 'disagree' });
    outbox.record([typed('b')]);
    await settle();
    expect(outbox.unkept()).toEqual([]);
  });

  it('[O11] says that nothing is kept when storage fails, and sends all the same', async () => {
    const { outbox } = await open();
    journal.keep = () => Promise.reject(new Error('QuotaExceededError'));
    outbox.record([typed('a')]);
    await settle();
    expect(server.files).toEqual({ 'a.go': 'a' });
    expect(outbox.state.isKept).toBe(false);
  });

  it('[O12] seals its last words: a page that comes back uses no number twice', async () => {
    line = 'cut';
    const { outbox } = await open();
    outbox.record([typed('a')]);
    await settle();
    outbox.record([typed('b')]);
    await settle();
    for (const batch of outbox.lastWords()) server.append(batch);
    line = 'good';
    outbox.record([typed('c')]);
    await clock.advance(5_000);
    expect(server.files).toEqual({ 'a.go': 'cba' });
  });

  it('[O13] a flush does not wait for the next 250 ms', async () => {
    const { outbox } = await open();
    outbox.record([typed('a')]);
    await settle();
    outbox.record([typed('b')]);
    expect(await outbox.flush(1_000, stop.signal)).toBe(true);
    expect(clock.monotonic()).toBe(0);
  });

  it('[O14] a flush gives up after its time', async () => {
    line = 'cut';
    const { outbox } = await open();
    outbox.record([typed('a')]);
    const flushed = outbox.flush(1_000, stop.signal);
    await clock.advance(1_100);
    expect(await flushed).toBe(false);
  });
});
