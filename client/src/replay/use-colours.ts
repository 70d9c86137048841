import { useLayoutEffect, type RefObject } from 'react';
import type { Token, Tone } from '../staff/result/code/highlight.ts';
import { putInLine, type Put } from './last-edit.ts';

/** What ranges of the code are looked at as: replay.css says how each is painted. */
type Look = Tone | 'put';

const LOOKS = ['comment', 'string', 'number', 'keyword', 'put'] as const satisfies readonly Look[];

/** Older browsers show the code in one colour. */
export const HAS_COLOURS = 'highlights' in CSS;

/** Nobody reads that far in one line, which may have been made so that it has a hundred thousand colours. */
const COLUMNS = 2_000;

interface Coloured {
  /** Of each line of the file, as far as it is painted. */
  readonly tokens: readonly (readonly Token[])[];
  /** The first line that is painted, counted from nought. */
  readonly from: number;
  readonly put: Put | undefined;
}

/**
 * Colours what is painted by ranges over its text. Elements in their place would have to be made, styled and laid out anew at every
 * moment. The children of `rows` are lines; the last child of each has its text.
 */
export function useColours(rows: RefObject<HTMLElement | null>, { tokens, from, put }: Coloured): void {
  // Outside React: the browser's list of ranges.
  useLayoutEffect(() => {
    if (!HAS_COLOURS) return;
    const looks = new Map<Look, Highlight>(LOOKS.map((look) => [look, new Highlight()]));
    let line = from;
    for (const row of rows.current?.children ?? []) {
      const text = row.lastElementChild?.firstChild;
      if (text instanceof Text) {
        for (const token of tokens[line] ?? []) if (token.from < COLUMNS) looks.get(token.tone)?.add(rangeIn(text, token));
        const part = putInLine(put, line, text.length);
        if (part) looks.get('put')?.add(rangeIn(text, part));
      }
      line += 1;
    }
    for (const [look, ranges] of looks) CSS.highlights.set(`code-${look}`, ranges);
  });

  useLayoutEffect(
    () => () => {
      if (HAS_COLOURS) for (const look of LOOKS) CSS.highlights.delete(`code-${look}`);
    },
    [],
  );
}

function rangeIn(text: Text, { from, to }: { readonly from: number; readonly to: number }): StaticRange {
  return new StaticRange({ startContainer: text, startOffset: from, endContainer: text, endOffset: to });
}
