import type { FileId } from '@twohours/wire/workspace';
import { useLayoutEffect, useRef, type RefObject } from 'react';

/** What is painted: which file, from which line on, and for how many there are places. */
interface Painted {
  readonly file: FileId | undefined;
  readonly from: number;
  readonly places: number;
}

/**
 * What the browser has selected is let go where other lines come to stand in its place. Rows that go out of sight one by one take
 * their part of it with them; where all go at once, the ends of it would be at lines that nobody selected.
 */
export function useOwnSelection(rows: RefObject<HTMLElement | null>, { file, from, places }: Painted): void {
  const before = useRef({ file, from });
  // Outside React: the browser's selection.
  useLayoutEffect(() => {
    const isElsewhere = file !== before.current.file || Math.abs(from - before.current.from) >= places;
    before.current = { file, from };
    const selection = document.getSelection();
    if (isElsewhere && selection?.anchorNode && rows.current?.contains(selection.anchorNode)) selection.removeAllRanges();
  }, [rows, file, from, places]);
}
