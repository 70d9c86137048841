import type { FileId } from '@twohours/wire/workspace';
import { useMemo, useRef } from 'react';
import type { Token } from '../staff/result/code/highlight.ts';
import type { Put } from './last-edit.ts';
import type { LineRange } from './lines.ts';
import { useColours } from './use-colours.ts';
import { useText } from './use-text.ts';

interface Props {
  file: FileId | undefined;
  /** All that the file has. */
  lines: readonly string[];
  painted: LineRange;
  /** Of each line. */
  tokens: readonly (readonly Token[])[];
  put: Put | undefined;
}

/** The lines in sight as one text: a row for each would have to be made, styled and laid out by itself, and that at every moment. */
export function CodeText({ file, lines, painted: { from, to }, tokens, put }: Props) {
  const element = useRef<HTMLPreElement>(null);
  const stretch = useMemo(() => ({ from: from - 1, lines: lines.slice(from - 1, to) }), [lines, from, to]);
  useText(element, file, stretch);
  useColours(element, { stretch, tokens, put });
  return <pre ref={element} className="replay-text h-full pr-3 pl-[8ch]" />;
}
