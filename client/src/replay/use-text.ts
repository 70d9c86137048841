import type { FileId } from '@twohours/wire/workspace';
import { useLayoutEffect, useRef, type RefObject } from 'react';
import { textChanges, type Stretch } from './text-changes.ts';

const NOTHING: Stretch = { from: 0, lines: [] };

/**
 * An element's one text, which is changed no more than it has changed: where React would set it anew, what the browser has selected in
 * it is kept with its letters, and of those that stay it need not find the shapes again.
 */
export function useText(element: RefObject<HTMLElement | null>, file: FileId | undefined, stretch: Stretch): void {
  const before = useRef({ file, stretch: NOTHING });
  // Outside React: the browser's text.
  useLayoutEffect(() => {
    const text = element.current && textIn(element.current);
    if (!text) return;
    // What another file has as well is not the same.
    const isOther = before.current.file !== file;
    const changes = isOther ? [{ offset: 0, count: text.length, text: stretch.lines.join('\n') }] : textChanges(before.current.stretch, stretch);
    for (const change of changes) text.replaceData(change.offset, change.count, change.text);
    before.current = { file, stretch };
  }, [element, file, stretch]);
}

/** The text of an element that has nothing else. */
export function textIn(element: HTMLElement): Text {
  if (element.firstChild instanceof Text) return element.firstChild;
  const text = new Text();
  element.replaceChildren(text);
  return text;
}
