import type { FileId, WorkspaceFile } from '@twohours/wire/workspace';
import { useId, useMemo, useRef, type ClipboardEvent } from 'react';
import { highlight } from '../staff/result/code/highlight.ts';
import { CodeRow } from './CodeRow.tsx';
import { LINE_PX, PAD_PX, paintedLines, paintedRows, placeOf } from './in-sight.ts';
import { putInLine, type Put } from './last-edit.ts';
import type { LineComment } from './line-comments.ts';
import type { LineRange } from './lines.ts';
import { Rest } from './Rest.tsx';
import { HAS_COLOURS, useColours } from './use-colours.ts';
import { useLinePicking } from './use-line-picking.ts';
import { useOwnSelection } from './use-own-selection.ts';
import { useScrolled } from './use-scrolled.ts';

interface Props {
  file: FileId | undefined;
  /** As it was after so many events. */
  shown: WorkspaceFile | undefined;
  count: number;
  /** What the last edit put in, if it was in this file. */
  put: Put | undefined;
  /** The last edit is kept in sight. */
  follows: boolean;
  /** Lines that somebody wrote about. */
  comments: readonly LineComment[];
  /** Lines that are pointed at, and brought into sight. */
  pointed: LineRange | undefined;
  /** Lines that the reader selected. */
  selected: LineRange | undefined;
  /** Not there where nobody could do anything with them. */
  onSelect: ((lines: LineRange | undefined) => void) | undefined;
}

/** The same as in the candidates' editor. */
const LETTER_PX = 13;
const TAB = 4;
/** Lines are highlighted from the file's beginning: not anew with each that is scrolled to. */
const HIGHLIGHTED = 64;
const NO_FILE: WorkspaceFile = { path: '', text: '' };

/** Every row would take a while to paint, and that at each moment: those in sight are, what is above and below stands there as plain text. */
export function CodeView({ file, shown, count, put, follows, comments, pointed, selected, onSelect }: Props) {
  const pane = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const { path, text } = shown ?? NO_FILE;
  const lines = useMemo(() => text.split('\n'), [text]);
  const columns = useMemo(() => widest(lines), [lines]);
  const aim = pointed ?? (follows && put ? { from: put.line + 1, to: put.lastLine + 1 } : undefined);
  const { scrolled, jumped, onScroll } = useScrolled(pane, { file, count, follows, pointed }, aim, lines.length);
  const { from, to } = paintedLines(scrolled, lines.length);
  const places = paintedRows(scrolled);
  const until = Math.ceil(to / HIGHLIGHTED) * HIGHLIGHTED;
  const tokens = useMemo(() => highlight(path, text, until), [path, text, until]);
  useColours(rows, { tokens, from, put });
  useOwnSelection(rows, file, jumped);
  const picking = useLinePicking({ pane, lines: lines.length, selected, onSelect });
  const help = useId();
  // The browser copies what is painted, and selects no more than that.
  const copy = (event: ClipboardEvent) => {
    const isBeyond = selected !== undefined && (selected.from <= from || selected.to > to);
    if (!selected || !(isBeyond || document.getSelection()?.isCollapsed)) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', lines.slice(selected.from - 1, selected.to).join('\n'));
  };
  return (
    <>
      <div
        ref={pane}
        // A region that scrolls has to be reachable by keyboard.
        tabIndex={0}
        role="region"
        aria-label={shown ? `${path}, as it was` : 'No file'}
        aria-describedby={onSelect && help}
        onScroll={onScroll}
        {...picking}
        onCopy={copy}
        className="replay-code absolute inset-0 overflow-auto font-mono whitespace-pre"
        style={{ tabSize: TAB, paddingBlock: PAD_PX, fontSize: LETTER_PX, lineHeight: `${LINE_PX}px` }}
      >
        <Rest file={file} lines={lines} from={0} to={from} />
        {/* As wide as the widest line, whether that is painted or not. */}
        <div ref={rows} className="min-w-full" style={{ width: `calc(0.75rem + ${columns + 8}ch)` }}>
          {lines.slice(from, to).map((line, index) => {
            const number = from + index + 1;
            return (
              <CodeRow
                key={placeOf(number, jumped, places)}
                number={number}
                text={line}
                isEdited={isEdited(put, number - 1, line.length)}
                isSelected={isWithin(selected, number)}
                isPointed={isWithin(pointed, number)}
                comment={commentOn(comments, number)}
                isCommentRead={comments.some((each) => each.from === number)}
              />
            );
          })}
        </div>
        <Rest file={file} lines={lines} from={to} to={lines.length} />
      </div>
      <p id={help} hidden>
        Arrow keys up and down select a line, with Shift several; with Shift, left and right scroll
      </p>
      <p role="status" className="sr-only">
        {selected && (selected.from === selected.to ? `Line ${selected.from} is selected` : `Lines ${selected.from} to ${selected.to} are selected`)}
      </p>
    </>
  );
}

function isWithin(range: LineRange | undefined, number: number): boolean {
  return range !== undefined && number >= range.from && number <= range.to;
}

function commentOn(comments: readonly LineComment[], number: number): string | undefined {
  const texts = comments.filter((each) => isWithin(each, number)).map(({ text }) => text);
  return texts.length === 0 ? undefined : texts.join('\n\n');
}

/** In columns of the widest line, with tabs as wide as they are shown. */
function widest(lines: readonly string[]): number {
  let most = 0;
  for (const line of lines) {
    if (line.length * TAB <= most) continue;
    let columns = 0;
    for (const letter of line) columns += letter === '\t' ? TAB - (columns % TAB) : 1;
    most = Math.max(most, columns);
  }
  return most;
}

/** Where the last edit only took something out, or put in what cannot be marked by itself. */
function isEdited(put: Put | undefined, line: number, length: number): boolean {
  if (!put) return false;
  const isCut = put.line === line && put.lastLine === line && put.from === put.to;
  return isCut || (!HAS_COLOURS && putInLine(put, line, length) !== undefined);
}
