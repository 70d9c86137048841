import type { FileId } from '@twohours/wire/workspace';
import { useLayoutEffect, useRef, type RefObject } from 'react';
import { textChanges, type Stretch } from './text-changes.ts';

/**
 * The one text in an element, of which as much stays as can: the browser need not find the shapes of its letters again, and what is
 * selected stays with its letters. React would set it anew as a whole.
 */
export function useText(element: RefObject<HTMLElement | null>, file: FileId | undefined, stretch: Stretch): RefObject<Text | null> {
  const text = useRef<Text>(null);
  const before = useRef({ file, stretch });
  // Outside React: the browser's text and its selection.
  useLayoutEffect(() => {
    const parent = element.current;
    if (!parent) return;
    const { file: fileBefore, stretch: stretchBefore } = before.current;
    before.current = { file, stretch };
    // What another file has as well is not the same; and a page may have been changed by others, as translators do.
    if (text.current && file === fileBefore && isAllOf(parent, text.current, stretchBefore)) change(text.current, stretchBefore, stretch);
    else parent.replaceChildren((text.current = new Text(stretch.lines.join('\n'))));
  }, [element, file, stretch]);
  return text;
}

function isAllOf(parent: HTMLElement, text: Text, { lines }: Stretch): boolean {
  return parent.childNodes.length === 1 && parent.firstChild === text && text.data === lines.join('\n');
}

function change(text: Text, before: Stretch, now: Stretch): void {
  const selection = document.getSelection();
  const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined;
  const selected = range?.intersectsNode(text) ? range.toString() : '';
  for (const { offset, count, text: put } of textChanges(before, now)) text.replaceData(offset, count, put);
  // Some of it is gone, or something has come between: it would no longer be what was selected.
  if (selected !== '' && range?.toString() !== selected) selection?.removeAllRanges();
}
