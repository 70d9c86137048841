import { expect, it } from 'vitest';
import { sourcesOf } from './sources.ts';

const sealed = {
  editable: ['**/*.go', 'NOTES.md'],
  readOnly: ['go.mod', 'api.go'],
  starter: { 'go.mod': 'module x', 'api.go': 'ours', 'sum.go': 'stub', 'README.txt': 'read me' },
};

it('[S1] takes the candidate’s editable files, and the starter’s own for the rest', () => {
  const files = { 'sum.go': 'theirs', 'api.go': 'changed', 'go.mod': 'changed', 'inner/x.go': 'new', 'NOTES.md': 'notes' };
  expect(sourcesOf(sealed, files)).toEqual({
    files: { 'sum.go': 'theirs', 'inner/x.go': 'new', 'NOTES.md': 'notes', 'go.mod': 'module x', 'api.go': 'ours', 'README.txt': 'read me' },
  });
});

it('[S2] a file that was deleted stays deleted, unless it is not theirs to delete', () => {
  expect(sourcesOf(sealed, {})).toEqual({ files: { 'go.mod': 'module x', 'api.go': 'ours', 'README.txt': 'read me' } });
});

it('[S3] refuses what the exercise does not take, what is no path, and what is too large', () => {
  const rules = (files: Record<string, string>) => {
    const sources = sourcesOf(sealed, files);
    return 'refused' in sources ? sources.refused.map(({ rule, path }) => [rule, path]) : sources;
  };
  expect(rules({ 'data.bin': 'x', '../x.go': 'x' })).toEqual([
    ['path', 'data.bin'],
    ['path', '../x.go'],
  ]);
  expect(rules({ 'big.go': 'x'.repeat(256 * 1024 + 1) })).toEqual([['size', 'big.go']]);
  expect(rules(Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`f${index}.go`, 'x'.repeat(250_000)])))).toEqual([['size', undefined]]);
  expect(rules(Object.fromEntries(Array.from({ length: 64 }, (_, index) => [`f${index}.go`, 'x'])))).toEqual([['size', undefined]]);
});
