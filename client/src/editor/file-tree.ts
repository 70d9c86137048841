import type { TreeFile } from '../attempt/desk.ts';

export type TreeRow =
  | { readonly kind: 'folder'; readonly path: string; readonly name: string; readonly depth: number; readonly isOpen: boolean }
  | { readonly kind: 'file'; readonly path: string; readonly name: string; readonly depth: number; readonly file: TreeFile };

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** What a tree shows, from top to bottom: folders first, those that are closed without what is in them. */
export function treeRows(files: readonly TreeFile[], closed: ReadonlySet<string>, folder = '', depth = 0): TreeRow[] {
  const inside = files.filter((file) => file.path.startsWith(folder));
  const folders = new Set(
    inside.map((file) => file.path.slice(folder.length)).flatMap((rest) => (rest.includes('/') ? [rest.slice(0, rest.indexOf('/'))] : [])),
  );
  const rows: TreeRow[] = [];
  for (const name of [...folders].toSorted()) {
    const path = folder + name;
    const isOpen = !closed.has(path);
    rows.push({ kind: 'folder', path, name, depth, isOpen });
    if (isOpen) rows.push(...treeRows(inside, closed, `${path}/`, depth + 1));
  }
  for (const file of inside) {
    if (!file.path.slice(folder.length).includes('/')) rows.push({ kind: 'file', path: file.path, name: nameOf(file.path), depth, file });
  }
  return rows;
}

/** The folder that a row lies in, or is: where a new file goes by default. */
export function folderOf(row: TreeRow | undefined): string {
  if (!row) return '';
  if (row.kind === 'folder') return `${row.path}/`;
  return row.path.slice(0, row.path.length - row.name.length);
}
