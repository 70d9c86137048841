import type { FileId } from '@twohours/wire/workspace';
import { useLayoutEffect, useRef, type RefObject } from 'react';

/** What the browser has selected is let go where other lines come to stand in its place: its ends would be at some that nobody selected. */
export function useOwnSelection(rows: RefObject<HTMLElement | null>, file: FileId | undefined, jumped: number): void {
  const before = useRef({ file, jumped });
  // Outside React: the browser's selection.
  useLayoutEffect(() => {
    const isElsewhere = file !== before.current.file || jumped !== before.current.jumped;
    before.current = { file, jumped };
    const selection = document.getSelection();
    const isHere = rows.current && selection && selection.rangeCount > 0 && selection.getRangeAt(0).intersectsNode(rows.current);
    if (isElsewhere && isHere) selection.removeAllRanges();
  }, [rows, file, jumped]);
}
