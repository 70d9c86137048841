import type { RecordedEntry } from '@twohours/wire/recording';
import { Replay } from '@twohours/wire/replay';
import { describe, expect, it } from 'vitest';
import { foundInCode, foundTold, listed } from './found.ts';
import { momentsOf, type MomentKind } from './moments.ts';

type Event = RecordedEntry['events'][number];
const edit = (o: number, s: string, k?: 'paste'): Event => ({ kind: 'edit', f: 's0', o, d: 0, s, ago: 0, ...(k && { k }) });
const happened: readonly (readonly [number, Event])[] = [
  [0, { kind: 'started' }],
  [1_000, edit(0, '// ')],
  [1_500, edit(3, 'a.go ')],
  [2_000, edit(8, 'sync')],
  [20_000, { kind: 'created', f: 'n1', path: 'pasted.go', text: 'package a // sync', ago: 0 }],
  [30_000, edit(0, 'var sync = 1\n', 'paste')],
  [40_000, { kind: 'deleted', f: 'n1', ago: 0 }],
];
const replay = new Replay(
  { 'a.go': 'package a\n' },
  happened.map(([at, event]) => ({ v: 1, at, events: [event] })),
);
const moments = momentsOf(replay, []);
const search = (text: string, kind?: MomentKind) => listed(moments, kind, text, foundInCode(replay, text));
const words = (...given: Parameters<typeof search>) => search(...given).moments.map(({ at, what }) => [at, what]);

describe('the list of events', () => {
  it('[UI34] has all of a kind while nothing is searched for', () => {
    expect(listed(moments, undefined, '', undefined).moments).toEqual(moments);
    expect(listed(moments, 'file', '', undefined).moments.map(({ what }) => what)).toEqual(['Made pasted.go', 'Deleted pasted.go']);
  });

  it('[UI34] is narrowed to events that say a text, in whatever letters, and of the kind that was chosen', () => {
    expect(words('PASTE')).toEqual([
      [20_000, 'Made pasted.go'],
      [30_000, 'Pasted 13 characters into a.go'],
      [40_000, 'Deleted pasted.go'],
    ]);
    expect(words('paste', 'paste')).toEqual([[30_000, 'Pasted 13 characters into a.go']]);
    expect(words('paste', 'attempt')).toEqual([]);
  });

  it('[UI34] has among them where the text came to stand in the code, each of the kind that brought it there', () => {
    expect(words('sync')).toEqual([
      [2_000, 'First in a.go'],
      [20_000, 'In pasted.go'],
      [30_000, 'In a.go'],
    ]);
    expect((['typing', 'file', 'paste', 'run'] as const).map((kind) => words('sync', kind).map(([at]) => at))).toEqual([
      [2_000],
      [20_000],
      [30_000],
      [],
    ]);
    // Its letters are code.
    expect(words('SYNC')).toEqual([]);
    // A stretch of typing comes before what was typed in it.
    expect(words('a.go')).toEqual([
      [1_000, 'a.go: 12 characters in'],
      [1_500, 'First in a.go'],
      [30_000, 'Pasted 13 characters into a.go'],
    ]);
  });

  it('[UI34] says what was found where', () => {
    const told = (text: string, kind?: MomentKind) => foundTold(text, search(text, kind));
    expect(told('sync')).toBe('“sync” appeared 3 times in the code, first at 00:00:02');
    expect(told('package')).toBe('“package” appeared 1 time in the code, first at 00:00:20');
    expect(told('Made')).toBe('“Made” is in the words of 1 event');
    expect(told('sync', 'run')).toBe('“sync” was not found');
    const both = { moments, inWords: 2, inCode: Array.from({ length: 201 }, () => ({ kind: 'typing' as const, at: 0, count: 1, what: 'In a.go' })) };
    expect(foundTold('x', both)).toBe(
      '“x” appeared 201 times in the code, first at 00:00:00, and is in the words of 2 events; of the code the first 200 are below',
    );
  });
});
