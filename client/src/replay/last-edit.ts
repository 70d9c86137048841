import { isWorkspaceEvent } from '@twohours/wire/recording';
import type { FileId } from '@twohours/wire/workspace';
import { lastChangeBefore } from './last-change.ts';
import type { Player } from './player.ts';

/** What an edit put in. Lines and columns count from nought. */
export interface Put {
  readonly line: number;
  readonly from: number;
  readonly lastLine: number;
  readonly to: number;
}

/** Of the last edit, where it was in this file, whose text is `text` after it. */
export function lastPut({ replay }: Pick<Player, 'replay'>, count: number, file: FileId | undefined, text: string): Put | undefined {
  const event = replay.events[lastChangeBefore(replay.events, count)]?.event;
  if (!event || !isWorkspaceEvent(event) || event.f !== file || event.kind !== 'edit') return undefined;
  const [line, from] = placeOf(text, event.o);
  const [lastLine, to] = placeOf(text, event.o + event.s.length);
  return { line, from, lastLine, to };
}

/** As much of it as stands in one line, if any does. */
export function putInLine(put: Put | undefined, line: number, length: number): { from: number; to: number } | undefined {
  if (!put || line < put.line || line > put.lastLine) return undefined;
  const from = line === put.line ? put.from : 0;
  const to = line === put.lastLine ? put.to : length;
  return from < to ? { from, to } : undefined;
}

function placeOf(text: string, offset: number): [line: number, column: number] {
  const before = text.slice(0, offset);
  return [before.split('\n').length - 1, offset - (before.lastIndexOf('\n') + 1)];
}
