import { describe, expect, it } from 'vitest';
import { batchOf, sortOut, type JournalBatch } from './journal.ts';
import { MemoryJournal } from './memory-journal.ts';

const batch = (seq: number, epoch = 1): JournalBatch => ({
  seq,
  epoch,
  events: [{ at: 1_000 + seq, event: { kind: 'edit', f: 's0', o: 0, d: 0, s: String(seq), ago: 0 } }],
});
const held = (epoch: number, asked: number, isBroken = false) => ({ epoch, asked, isBroken });

describe('a new lease and what waits in the journal', () => {
  it('[J1] sends all of it when nothing was recorded since', () => {
    const { send, stranded } = sortOut(held(1, 1), [batch(5), batch(6)], { epoch: 2, seq: 4 });
    expect(send.map(({ seq, epoch }) => [seq, epoch])).toEqual([
      [5, 2],
      [6, 2],
    ]);
    expect(stranded).toEqual([]);
  });

  it('[J2] leaves out what arrived, its acknowledgement lost', () => {
    expect(sortOut(held(1, 1), [batch(5), batch(6)], { epoch: 2, seq: 5 }).send.map(({ seq }) => seq)).toEqual([6]);
  });

  it('[J3] strands it when another device recorded something since', () => {
    const { send, stranded } = sortOut(held(1, 1), [batch(5), batch(6)], { epoch: 3, seq: 5 });
    expect(send).toEqual([]);
    expect(stranded).toHaveLength(2);
  });

  it('[J4] sends it when another device had the lease and recorded nothing', () => {
    expect(sortOut(held(1, 1, true), [batch(5)], { epoch: 3, seq: 4 }).send).toHaveLength(1);
  });

  it('[J5] takes a lease whose answer was lost for one of its own', () => {
    expect(sortOut(held(1, 2), [batch(5), batch(6)], { epoch: 3, seq: 5 }).send.map(({ seq }) => seq)).toEqual([6]);
  });

  it('[J6] strands it when another device is known to have written, however the epochs add up', () => {
    expect(sortOut(held(1, 2, true), [batch(5)], { epoch: 3, seq: 5 }).stranded).toHaveLength(1);
  });
});

describe('the journal', () => {
  it('[J7] lets only the newest lease of its profile write, drop or give up', async () => {
    const journal = new MemoryJournal();
    await journal.adopt({ epoch: 1, seq: 0 });
    expect(await journal.keep(batch(1))).toBe('kept');
    await journal.adopt({ epoch: 2, seq: 0 });
    expect(await journal.keep(batch(2, 1))).toBe('fenced');
    expect(await journal.replace(1, [])).toBe('fenced');
    await journal.drop(1, 1);
    await journal.giveUp('stranded', 1);
    expect((await journal.adopt({ epoch: 3, seq: 0 })).map(({ seq }) => seq)).toEqual([1]);
  });

  it('[J8] turns what waits into leftovers when the attempt is closed', async () => {
    const journal = new MemoryJournal();
    await journal.adopt({ epoch: 1, seq: 0 });
    await journal.keep(batch(1));
    await journal.closed();
    const [leftover] = await journal.leftovers();
    expect(leftover).toMatchObject({ kind: 'late', batches: [{ seq: 1 }] });
    await journal.dropLeftover(leftover?.id ?? 0);
    expect(await journal.leftovers()).toEqual([]);
  });

  it('[J9] says how long ago an event happened, never a negative length', () => {
    expect(batchOf(batch(1), 1_501).events[0]?.ago).toBe(500);
    expect(batchOf(batch(1), 0).events[0]?.ago).toBe(0);
  });
});
