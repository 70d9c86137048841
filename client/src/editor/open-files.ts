import type { FileId } from '@twohours/wire/workspace';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import type { Desk, TreeFile } from '../attempt/desk.ts';
import type { Place } from './CodeEditor.tsx';

const StoredSchema = z.object({ open: z.array(z.string()), active: z.string().optional() });

function read(key: string): z.infer<typeof StoredSchema> {
  try {
    return StoredSchema.parse(JSON.parse(sessionStorage.getItem(key) ?? ''));
  } catch {
    return { open: [] };
  }
}

function write(key: string, open: readonly FileId[], active: FileId | undefined): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ open, active }));
  } catch {
    // Storage is a convenience here: which tabs are open after a reload.
  }
}

/** Where one begins: the first file that is to be changed and is no test. */
function beginning(tree: readonly TreeFile[]): FileId | undefined {
  const mine = tree.filter((file) => !file.isReadOnly && file.path.endsWith('.go'));
  return (mine.find((file) => !file.path.endsWith('_test.go')) ?? mine[0] ?? tree[0])?.id;
}

/** Which files are open, and the place that the editor shows. */
export function useOpenFiles(desk: Desk, tree: readonly TreeFile[], attempt: string) {
  const key = `twohours:open:${attempt}`;
  const [{ open, place }, set] = useState((): { open: readonly FileId[]; place: Place | undefined } => {
    const stored = read(key);
    const active = stored.active ?? beginning(tree);
    return { open: stored.open, place: active === undefined ? undefined : { file: active, jump: 0 } };
  });
  const exists = (file: FileId) => tree.some((one) => one.id === file);
  const opened = [...new Set([...open, ...(place ? [place.file] : [])])].filter(exists);
  // A file that is gone is shown no more, whoever deleted it; another one that is open takes its place.
  const follower = place && exists(place.file) ? undefined : opened.at(-1);
  const instead = useMemo(() => (follower === undefined ? undefined : { file: follower, jump: 0 }), [follower]);
  const shown = place && exists(place.file) ? place : instead;

  const show = (file: FileId, line?: number, column?: number) => {
    const next = opened.includes(file) ? opened : [...opened, file];
    write(key, next, file);
    set({ open: next, place: { file, line, column, jump: (place?.jump ?? 0) + 1 } });
  };
  const close = (file: FileId) => {
    const at = opened.indexOf(file);
    const next = opened.filter((one) => one !== file);
    const follower = shown?.file === file ? (next[at] ?? next.at(-1)) : shown?.file;
    write(key, next, follower);
    set({ open: next, place: follower === undefined ? undefined : { file: follower, jump: (place?.jump ?? 0) + 1 } });
  };
  const openPath = (path: string, line?: number, column?: number) => {
    const file = desk.findByPath(path);
    if (file !== undefined) show(file, line, column);
  };
  const files = opened.flatMap((file) => tree.filter((one) => one.id === file));
  return { files, place: shown, show, close, openPath };
}
