import type { FileId } from '@twohours/wire/workspace';
import { useLayoutEffect, useState, type RefObject } from 'react';
import { bringingInSight, type Scrolled } from './in-sight.ts';
import type { LineRange } from './lines.ts';

/** What is looked at: whenever it is something else, what was aimed at is brought into sight. */
interface Looked {
  readonly file: FileId | undefined;
  readonly count: number;
  readonly follows: boolean;
  readonly pointed: LineRange | undefined;
}

/** How far the code is scrolled, by the reader or by what has to be seen. */
export function useScrolled(
  pane: RefObject<HTMLElement | null>,
  looked: Looked,
  aim: LineRange | undefined,
  lines: number,
): { readonly scrolled: Scrolled; readonly onScroll: () => void } {
  const [now, set] = useState<{ scrolled: Scrolled; looked: Looked | undefined; moves: number }>({
    // A guess, which is mended before anything is painted: to measure it here would lay the page out once more.
    scrolled: { top: 0, height: window.innerHeight / 2 },
    looked: undefined,
    moves: 0,
  });
  let { scrolled, moves } = now;
  if (!isSameLook(now.looked, looked)) {
    const before = now.looked?.file === looked.file ? scrolled : { ...scrolled, top: 0 };
    const top = aim ? bringingInSight(aim, before, lines) : before.top;
    moves += top === scrolled.top ? 0 : 1;
    scrolled = { ...scrolled, top };
    set({ scrolled, looked, moves });
  }

  // Outside React: how much of it is in sight.
  useLayoutEffect(() => {
    const code = pane.current;
    if (!code) return;
    let isFirst = true;
    const size = new ResizeObserver(() => {
      const scrolled = { top: code.scrollTop, height: code.clientHeight };
      // What was aimed at by a guess is aimed at again.
      set((before) => ({ ...before, scrolled, ...(isFirst && { looked: undefined }) }));
      isFirst = false;
    });
    size.observe(code);
    return () => size.disconnect();
  }, [pane]);

  // Outside React: where the pane is scrolled to.
  const { top } = scrolled;
  useLayoutEffect(() => {
    if (moves > 0) pane.current?.scrollTo({ top });
    // oxlint-disable-next-line react/exhaustive-deps -- only what was brought into sight moves it; else it is moved by the reader
  }, [pane, moves]);

  // Outside React: another file begins at its left edge.
  useLayoutEffect(() => {
    pane.current?.scrollTo({ left: 0 });
  }, [pane, looked.file]);

  const onScroll = () => {
    const at = pane.current?.scrollTop ?? 0;
    set((before) => (before.scrolled.top === at ? before : { ...before, scrolled: { ...before.scrolled, top: at } }));
  };
  return { scrolled, onScroll };
}

function isSameLook(a: Looked | undefined, b: Looked): boolean {
  return a !== undefined && a.file === b.file && a.count === b.count && a.follows === b.follows && a.pointed === b.pointed;
}
