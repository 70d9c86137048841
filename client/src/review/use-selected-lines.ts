import { useEffect, useState, type RefObject } from 'react';

export interface SelectedLines {
  readonly from: number;
  readonly to: number;
}

/** Lines of the browser's own selection within `code`, which shows `of`; its rows carry `data-line`, those of lines that are gone do not. */
export function useSelectedLines(code: RefObject<HTMLElement | null>, of: string): SelectedLines | undefined {
  const [lines, setLines] = useState<SelectedLines & { readonly of: string }>();
  // Outside React: what is selected in the document.
  useEffect(() => {
    const look = () => {
      const selection = document.getSelection();
      const root = code.current;
      // A field that has the focus takes the selection with it; what was selected before still holds.
      if (!selection || !root || (document.activeElement && document.activeElement !== document.body && !root.contains(document.activeElement)))
        return;
      const range = selection.rangeCount > 0 && !selection.isCollapsed ? selection.getRangeAt(0) : undefined;
      if (!range || !root.contains(range.commonAncestorContainer)) return setLines(undefined);
      const numbers = [...root.querySelectorAll<HTMLElement>('[data-line]')]
        .filter((row) => range.intersectsNode(row))
        .map((row) => Number(row.dataset['line']));
      const [from, to] = [numbers[0], numbers.at(-1)];
      setLines((before) => {
        if (from === undefined || to === undefined) return undefined;
        return before?.of === of && before.from === from && before.to === to ? before : { of, from, to };
      });
    };
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, [code, of]);
  return lines?.of === of ? lines : undefined;
}
