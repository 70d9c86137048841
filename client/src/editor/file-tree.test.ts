import { expect, it } from 'vitest';
import { folderOf, treeRows } from './file-tree.ts';

const files = ['api.go', 'cmd/node/main.go', 'internal/a.go', 'internal/b.go', 'z.go'].map((path) => ({ id: path, path, isReadOnly: false }));

it('[T1] shows folders before files, each with what is in it', () => {
  expect(treeRows(files, new Set()).map((row) => `${'  '.repeat(row.depth)}${row.name}`)).toEqual([
    'cmd',
    '  node',
    '    main.go',
    'internal',
    '  a.go',
    '  b.go',
    'api.go',
    'z.go',
  ]);
});

it('[T2] hides what is in a closed folder', () => {
  expect(treeRows(files, new Set(['internal', 'cmd'])).map((row) => row.path)).toEqual(['cmd', 'internal', 'api.go', 'z.go']);
});

it('[T3] knows where a new file goes', () => {
  const rows = treeRows(files, new Set());
  expect(folderOf(rows[2])).toBe('cmd/node/');
  expect(folderOf(rows[3])).toBe('internal/');
  expect(folderOf(rows[6])).toBe('');
  expect(folderOf(undefined)).toBe('');
});
