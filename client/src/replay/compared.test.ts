import { Replay } from '@twohours/wire/replay';
import { aRecording, starter } from '@twohours/wire/testing/recordings';
import { filesOf, type Workspace } from '@twohours/wire/workspace';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeShown, changesOf } from './compared.ts';

const texts = (files: Record<string, [path: string, text: string]>): Workspace =>
  new Map(Object.entries(files).map(([id, [path, text]]) => [id, { path, text }]));
const told = (before: Workspace, after: Workspace) =>
  changesOf(before, after).map(({ kind, path, pathBefore }) => [kind, ...(pathBefore === undefined ? [] : [pathBefore]), path].join(' '));

test('[UI31] of each file of two moments it is told what became of it, in the order of their paths', () => {
  const before = texts({ s0: ['same.go', 's'], s1: ['edited.go', 'a'], s2: ['gone.go', 'g'], s3: ['old.go', 'o'], s4: ['moved.go', 'm'] });
  const after = texts({ s0: ['same.go', 's'], s1: ['edited.go', 'b'], s3: ['new.go', 'o'], s4: ['sub/moved.go', 'n'], n1: ['made.go', 'n'] });
  expect(told(before, after)).toEqual([
    'modified edited.go',
    'deleted gone.go',
    'added made.go',
    'renamed old.go new.go',
    'same same.go',
    'renamed moved.go sub/moved.go',
  ]);
  expect(told(before, before).every((each) => each.startsWith('same'))).toBe(true);
});

test('[UI31] a file that was made in place of another is that one, modified; one that was renamed over another is not', () => {
  const before = texts({ s0: ['a.go', 'a'], s1: ['b.go', 'b'] });
  expect(changesOf(before, texts({ n1: ['a.go', 'x'], s1: ['b.go', 'b'] }))).toEqual([
    { files: ['s0', 'n1'], path: 'a.go', kind: 'modified', before: 'a', after: 'x' },
    { files: ['s1'], path: 'b.go', kind: 'same', before: 'b', after: 'b' },
  ]);
  expect(told(before, texts({ s0: ['b.go', 'a'] })).toSorted()).toEqual(['deleted b.go', 'renamed a.go b.go']);
});

test('[UI31] whatever was done, what is told leads from the files of one moment to those of the other, and no file is told twice', () => {
  fc.assert(
    fc.property(aRecording, fc.nat(), fc.nat(), (entries, one, another) => {
      const replay = new Replay(starter, entries);
      const [before, after] = [one, another].map((count) => replay.workspaceAfter(count % (replay.events.length + 1))) as [Workspace, Workspace];
      const changes = changesOf(before, after);
      expect(changes.flatMap(({ files }) => files).toSorted()).toEqual([...new Set([...before.keys(), ...after.keys()])].toSorted());

      const differing = changes.filter(({ kind }) => kind !== 'same');
      const was = differing.flatMap(({ kind, path, pathBefore, before: text }): [string, string][] =>
        kind === 'added' ? [] : [[pathBefore ?? path, text]],
      );
      const is = differing.flatMap(({ kind, path, after: text }): [string, string][] => (kind === 'deleted' ? [] : [[path, text]]));
      expect(filesOf(before)).toMatchObject(Object.fromEntries(was));
      const gone = new Set(was.map(([path]) => path));
      const kept = Object.entries(filesOf(before)).filter(([path]) => !gone.has(path));
      expect(Object.fromEntries([...kept, ...is])).toEqual(filesOf(after));
    }),
  );
});

test('[UI31] the chosen file is shown if either moment has it, else that of the last edit', () => {
  const changes = changesOf(texts({ s0: ['a.go', 'a'], s1: ['b.go', 'b'] }), texts({ s0: ['a.go', 'a'], n1: ['c.go', 'c'] }));
  expect(changeShown(changes, 's1', 's0')).toMatchObject({ kind: 'deleted', path: 'b.go' });
  expect(changeShown(changes, 'n9', 'n1')).toMatchObject({ kind: 'added', path: 'c.go' });
  expect(changeShown(changes, undefined, undefined)?.path).toBe('a.go');
  expect(changeShown([], undefined, undefined)).toBeUndefined();
});
