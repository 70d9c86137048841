import { useLayoutEffect, type RefObject } from 'react';
import type { Token, Tone } from '../staff/result/code/highlight.ts';
import { putInLine, type Put } from './last-edit.ts';
import type { Stretch } from './text-changes.ts';

/** What ranges of the code are looked at as: replay.css says how each is painted. */
type Look = Tone | 'put';

const LOOKS = ['comment', 'string', 'number', 'keyword', 'put'] as const satisfies readonly Look[];

/** Older browsers show the code in one colour. */
export const HAS_COLOURS = 'highlights' in CSS;

/** Nobody reads that far in one line, which may have been made so that it has a hundred thousand colours. */
const COLUMNS = 2_000;

interface Coloured {
  /** The lines that are the text. */
  readonly stretch: Stretch;
  /** Of each line of the file, as far as that goes. */
  readonly tokens: readonly (readonly Token[])[];
  readonly put: Put | undefined;
}

/** Colours a text by ranges. Elements in their place would have to be made, styled and laid out anew at every moment. */
export function useColours(painted: RefObject<Text | null>, { stretch, tokens, put }: Coloured): void {
  // Outside React: the browser's list of ranges.
  useLayoutEffect(() => {
    const text = painted.current;
    if (!HAS_COLOURS || !text) return;
    const looks = new Map<Look, Highlight>(LOOKS.map((look) => [look, new Highlight()]));
    let start = 0;
    stretch.lines.forEach(({ length }, index) => {
      const line = stretch.from + index;
      for (const token of tokens[line] ?? []) if (token.from < COLUMNS) looks.get(token.tone)?.add(rangeIn(text, start, token));
      const part = putInLine(put, line, length);
      if (part) looks.get('put')?.add(rangeIn(text, start, part));
      start += length + 1;
    });
    for (const [look, ranges] of looks) CSS.highlights.set(`code-${look}`, ranges);
  }, [painted, stretch, tokens, put]);

  useLayoutEffect(
    () => () => {
      if (HAS_COLOURS) for (const look of LOOKS) CSS.highlights.delete(`code-${look}`);
    },
    [],
  );
}

function rangeIn(text: Text, start: number, { from, to }: { readonly from: number; readonly to: number }): StaticRange {
  return new StaticRange({ startContainer: text, startOffset: start + from, endContainer: text, endOffset: start + to });
}
