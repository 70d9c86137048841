import { expect, test } from 'vitest';
import { changesBetween, countChanges, folded, lineDiff, mostChanged } from './changes.ts';

const numbered = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => `line ${from + n}\n`).join('');

test('[UI7] every file of either side is told, changed ones first', () => {
  const changes = changesBetween({ 'a.go': 'a', 'gone.go': 'g', 'same.go': 's' }, { 'a.go': 'b', 'new.go': 'n', 'same.go': 's' });
  expect(changes.map(({ path, kind }) => [path, kind])).toEqual([
    ['a.go', 'modified'],
    ['gone.go', 'deleted'],
    ['new.go', 'added'],
    ['same.go', 'same'],
  ]);
});

test('[UI7] both texts can be read back from the diff', () => {
  const before = numbered(1, 40);
  const after = numbered(1, 10) + 'put in\n' + numbered(12, 40);
  const lines = lineDiff(before, after);
  const side = (without: string) =>
    lines
      .filter(({ kind }) => kind !== without)
      .map(({ text }) => `${text}\n`)
      .join('');
  expect(side('added')).toBe(before);
  expect(side('removed')).toBe(after);
  expect(lines.find(({ kind }) => kind === 'removed')?.before).toBe(11);
  expect(lines.find(({ kind }) => kind === 'added')?.after).toBe(11);
});

test('[UI7] a changed line says which words changed, an unrelated one does not', () => {
  const [old, now] = lineDiff('\treturn a + b\n', '\treturn a - b\n');
  expect(old?.changed.map(({ from, to }) => '\treturn a + b'.slice(from, to))).toEqual(['+']);
  expect(now?.changed.map(({ from, to }) => '\treturn a - b'.slice(from, to))).toEqual(['-']);
  expect(lineDiff('panic("not written yet")\n', 'for host := range hosts {\n').every(({ changed }) => changed.length === 0)).toBe(true);
});

test('[UI7] a line is not changed by the end of the file after it', () => {
  expect(lineDiff('a\nb', 'a\nb\n').map(({ kind }) => kind)).toEqual(['same', 'same']);
});

test('[UI7] folding hides no line for good and keeps three around each change', () => {
  const lines = lineDiff(numbered(1, 60), numbered(1, 29) + 'x\n' + numbered(31, 60));
  const stretches = folded(lines);
  expect(stretches.flatMap((stretch) => stretch.lines)).toEqual(lines);
  expect(stretches.map(({ kind, lines: own }) => [kind, own.length])).toEqual([
    ['fold', 26],
    ['lines', 8],
    ['fold', 27],
  ]);
});

test('[UI7] a new file is all added, an unchanged one counts nothing', () => {
  expect(countChanges({ path: 'n', kind: 'added', before: '', after: 'a\nb\n' })).toEqual({ added: 2, removed: 0 });
  expect(countChanges({ path: 's', kind: 'same', before: 'a\n', after: 'a\n' })).toEqual({ added: 0, removed: 0 });
});

test('[UI7] the file with the most written is looked at first', () => {
  const changes = changesBetween({ 'a.go': 'a\n', 'gone.go': numbered(1, 9) }, { 'a.go': 'b\n', 'new.go': numbered(1, 3) });
  expect(mostChanged(changes)?.path).toBe('new.go');
  expect(mostChanged([])).toBeUndefined();
});
