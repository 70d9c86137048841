import type { FileId } from '@twohours/wire/workspace';
import { useRef } from 'react';
import type { Token } from '../staff/result/code/highlight.ts';
import type { Put } from './last-edit.ts';
import type { Stretch } from './text-changes.ts';
import { useColours } from './use-colours.ts';
import { useText } from './use-text.ts';

interface Props {
  file: FileId | undefined;
  /** The lines that are painted. */
  stretch: Stretch;
  /** Of each line of the file, as far as it is painted. */
  tokens: readonly (readonly Token[])[];
  put: Put | undefined;
}

/** The lines in sight as one text: a row for each would have to be made, styled and laid out by itself, and that at every moment. */
export function CodeText({ file, stretch, tokens, put }: Props) {
  const element = useRef<HTMLPreElement>(null);
  const text = useText(element, file, stretch);
  useColours(text, { stretch, tokens, put });
  return <pre ref={element} className="replay-text h-full pr-3 pl-[8ch]" />;
}
