import { newId } from '@twohours/wire/id';
import type { RecordedEntry } from '@twohours/wire/recording';
import { Replay } from '@twohours/wire/replay';
import type { RunView } from '@twohours/wire/run';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activeMsOf, densityOf, placeTold } from './activity.ts';
import { appearancesOf, KIND_WORDS, kindsOf, momentsOf, type MomentKind } from './moments.ts';

const starter = { 'a.go': 'package a\n', 'b.go': 'package a\n' };
type Event = RecordedEntry['events'][number];
const replayOf = (...events: readonly (readonly [number, Event])[]) =>
  new Replay(
    starter,
    events.map(([at, event]) => ({ v: 1, at, events: [event] })),
  );
const typed = (f: string, o: number, s: string, d = 0): Event => ({ kind: 'edit', f, o, d, s, ago: 0 });
const told = (replay: Replay, runs: readonly RunView[] = []) => momentsOf(replay, runs).map(({ at, what }) => [at, what]);

describe('what happened', () => {
  it('[UI17] typing is told in stretches: of one file, with no long pause in it', () => {
    const replay = replayOf(
      [0, { kind: 'started' }],
      [1_000, typed('s0', 0, 'ab')],
      [2_000, typed('s0', 2, 'c', 1)],
      [30_000, typed('s0', 0, 'd')],
      [31_000, typed('s1', 0, 'e')],
    );
    expect(told(replay)).toEqual([
      [0, 'Started'],
      [1_000, 'a.go: 3 characters in, 1 out'],
      [30_000, 'a.go: 1 character in'],
      [31_000, 'b.go: 1 character in'],
    ]);
  });

  it('[UI17] pastes, files, runs and credited faults are told by what they were', () => {
    const run = newId('run');
    const view: RunView = {
      id: run,
      number: 3,
      atMs: 4_000,
      state: { phase: 'ended', ending: { kind: 'not-compiled', diagnostics: [] }, phases: { waitMs: 0, compileMs: 0, runMs: 0, totalMs: 0 } },
    };
    const replay = replayOf(
      [1_000, { kind: 'edit', f: 's0', o: 0, d: 0, s: 'pasted', k: 'paste', ago: 0 }],
      [2_000, { kind: 'created', f: 'n1', path: 'c.go', text: '', ago: 0 }],
      [3_000, { kind: 'renamed', f: 'n1', path: 'd.go', ago: 0 }],
      [4_000, { kind: 'run-started', run }],
      [5_000, { kind: 'deleted', f: 'n1', ago: 0 }],
      [6_000, { kind: 'granted', grant: 'credited', ms: 60_000, salt: '' }],
      [7_000, { kind: 'closed', by: 'deadline' }],
    );
    expect(told(replay, [view])).toEqual([
      [1_000, 'Pasted 6 characters into a.go'],
      [2_000, 'Made c.go'],
      [3_000, 'Renamed c.go to d.go'],
      [4_000, 'Run 3: Did not compile'],
      [5_000, 'Deleted d.go'],
      [6_000, '1 min given back for a fault of ours'],
      [7_000, 'Time was up'],
    ]);
    expect(momentsOf(replay, [view])[3]).toMatchObject({ kind: 'run', mark: 'failed' });
  });

  it('[UI17] of the line only gaps in the middle of the work are told, with their length', () => {
    const replay = replayOf(
      [0, { kind: 'started' }],
      [500, { kind: 'connected' }],
      [9_000, { kind: 'disconnected' }],
      [21_000, { kind: 'connected' }],
      [30_000, { kind: 'closed', by: 'candidate' }],
      [31_000, { kind: 'disconnected' }],
    );
    const gaps = momentsOf(replay, []).filter(({ kind }) => kind === 'connection');
    expect(gaps).toEqual([{ kind: 'connection', at: 9_000, until: 21_000, count: 3, what: 'No connection for 12 s' }]);
  });

  it('[UI17] a gap ends with the attempt, and everything is told in the order in which it began', () => {
    const replay = replayOf(
      [0, { kind: 'started' }],
      [1_000, typed('s0', 0, 'a')],
      [2_000, { kind: 'disconnected' }],
      [2_500, typed('s0', 0, 'b')],
      [8_000, { kind: 'closed', by: 'deadline' }],
      [90_000_000, { kind: 'connected' }],
    );
    expect(told(replay)).toEqual([
      [0, 'Started'],
      [1_000, 'a.go: 1 character in'],
      [2_000, 'No connection for 6 s'],
      [2_500, 'a.go: 1 character in'],
      [8_000, 'Time was up'],
    ]);
  });
});

it('[UI32] a kind has a lane when it occurs, and only then, in the order of the lanes', () => {
  const all = Object.keys(KIND_WORDS) as MomentKind[];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...all), { maxLength: 30 }), (kinds) => {
      const listed = kindsOf(kinds.map((kind, at) => ({ kind, at, count: at, what: kind })));
      expect(new Set(listed)).toEqual(new Set(kinds));
      expect(listed).toEqual(all.filter((kind) => listed.includes(kind)));
    }),
  );
});

describe('a text', () => {
  it('[UI18] is found where it first stood, however it was typed, and again where it came back', () => {
    const letters = 'sync.Mutex'.split('').map((letter, index): [number, Event] => [1_000 + index * 100, typed('s0', index, letter)]);
    const replay = replayOf(
      ...letters,
      [3_000, typed('s0', 0, '', 4)],
      [4_000, typed('s0', 0, 'sync')],
      [5_000, typed('s1', 0, 'x sync.Mutex y')],
      [6_000, typed('s1', 0, 'z')],
    );
    expect(appearancesOf(replay, 'sync.Mutex').map(({ at, file }) => [at, file])).toEqual([
      [1_900, 's0'],
      [4_000, 's0'],
      [5_000, 's1'],
    ]);
    expect(appearancesOf(replayOf([1_000, typed('s0', 0, 'foo')], [2_000, typed('s0', 3, 'foo')]), 'foo')).toHaveLength(2);
    expect(appearancesOf(replay, '')).toEqual([]);
    expect(appearancesOf(replay, 'package')).toEqual([]);
  });
});

it('[UI19] every character that was typed in a stretch of time is in one bar of it', () => {
  const replay = replayOf([0, typed('s0', 0, 'abc')], [500, typed('s0', 0, 'd', 1)], [1_000, typed('s0', 0, 'e')], [1_500, typed('s0', 0, 'f')]);
  expect(densityOf(replay, 0, 1_000, 4)).toEqual([3, 0, 2, 1]);
  expect(densityOf(replay, 400, 1_500, 2)).toEqual([2, 2]);
});

it('[UI33] a place of the timeline tells when it is, and what was typed in the bar that stands there', () => {
  const replay = replayOf([0, typed('s0', 0, 'abc')], [5_000, typed('s0', 0, 'd', 1)], [10_000, typed('s0', 0, 'e')]);
  const shown = { from: 0, to: 10_000 };
  const at = (place: number) => placeTold(densityOf(replay, shown.from, shown.to, 4), shown, place);
  expect([-0.1, 0.2, 0.3, 0.5, 0.74, 1].map(at)).toEqual([
    '00:00:00, typed: 3 characters in or out',
    '00:00:02, typed: 3 characters in or out',
    '00:00:03',
    '00:00:05, typed: 2 characters in or out',
    '00:00:07, typed: 2 characters in or out',
    '00:00:10, typed: 1 character in or out',
  ]);
});

it('[UI20] active is all the time but the pauses of more than a minute', () => {
  const run: Event = { kind: 'run-started', run: newId('run') };
  const replay = replayOf(
    [5_000, typed('s0', 0, 'a')],
    [15_000, typed('s0', 0, 'b')],
    [200_000, run],
    [230_000, typed('s0', 0, 'c')],
    [231_000, { kind: 'disconnected' }],
  );
  expect(activeMsOf(replay)).toBe(5_000 + 10_000 + 30_000);
});
