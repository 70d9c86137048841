import type { FileId, WorkspaceFile } from '@twohours/wire/workspace';
import { useId, useMemo, useRef, useState, type ClipboardEvent, type PointerEvent } from 'react';
import { highlight } from '../staff/result/code/highlight.ts';
import { CodeText } from './CodeText.tsx';
import { LINE_PX, lineAt, PAD_PX, paintedLines } from './in-sight.ts';
import type { Put } from './last-edit.ts';
import type { LineComment } from './line-comments.ts';
import { LineMark } from './LineMark.tsx';
import { LineNumbers } from './LineNumbers.tsx';
import { isAmong, type LineRange } from './lines.ts';
import { Rest } from './Rest.tsx';
import { HAS_COLOURS } from './use-colours.ts';
import { useLinePicking } from './use-line-picking.ts';
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

/** Every line would take a while to paint, and that at each moment: those in sight are, what is above and below stands there as plain text. */
export function CodeView({ file, shown, count, put, follows, comments, pointed, selected, onSelect }: Props) {
  const pane = useRef<HTMLDivElement>(null);
  /** From the top of the pane. */
  const [pointerAt, setPointerAt] = useState<number>();
  const { path, text } = shown ?? NO_FILE;
  const lines = useMemo(() => text.split('\n'), [text]);
  const columns = useMemo(() => widest(lines), [lines]);
  const aim = pointed ?? (follows && put ? { from: put.line + 1, to: put.lastLine + 1 } : undefined);
  const { scrolled, onScroll } = useScrolled(pane, { file, count, follows, pointed }, aim, lines.length);
  const { from, to } = paintedLines(scrolled, lines.length);
  const stretch = useMemo(() => ({ from, lines: lines.slice(from, to) }), [lines, from, to]);
  const painted = useMemo(() => ({ from: from + 1, to }), [from, to]);
  const until = Math.ceil(to / HIGHLIGHTED) * HIGHLIGHTED;
  const tokens = useMemo(() => highlight(path, text, until), [path, text, until]);
  const picking = useLinePicking({ pane, lines: lines.length, selected, onSelect });
  const help = useId();
  // The browser copies what is painted, and selects no more than that.
  const copy = (event: ClipboardEvent) => {
    const isBeyond = selected !== undefined && (selected.from <= from || selected.to > to);
    if (!selected || !(isBeyond || document.getSelection()?.isCollapsed)) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', lines.slice(selected.from - 1, selected.to).join('\n'));
  };
  const hover = ({ clientY, currentTarget }: PointerEvent) => setPointerAt(clientY - currentTarget.getBoundingClientRect().top);
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
        onPointerMove={comments.length > 0 ? hover : undefined}
        onPointerLeave={() => setPointerAt(undefined)}
        title={pointerAt === undefined ? undefined : commentsOn(comments, lineAt(scrolled.top + pointerAt, Infinity))}
        // It is code, in whatever language the page is read.
        translate="no"
        className="replay-code absolute inset-0 overflow-auto font-mono whitespace-pre"
        style={{ tabSize: TAB, paddingBlock: PAD_PX, fontSize: LETTER_PX, lineHeight: `${LINE_PX}px` }}
      >
        <Rest file={file} lines={lines} from={0} to={from} />
        {/* As wide as the widest line, whether that is painted or not. */}
        <div className="relative isolate min-w-full" style={{ width: `calc(0.75rem + ${columns + 8}ch)`, height: (to - from) * LINE_PX }}>
          <div className="absolute inset-0 -z-1">
            <LineMark className="replay-edited" lines={editedLines(put)} painted={painted} />
            {comments.map((each, index) => (
              <LineMark key={index} className="replay-commented" lines={each} painted={painted} />
            ))}
            <LineMark className="replay-pointed" lines={pointed} painted={painted} />
            <LineMark className="replay-selected" lines={selected} painted={painted} />
          </div>
          <LineNumbers painted={painted} comments={comments} selected={selected} />
          <CodeText file={file} stretch={stretch} tokens={tokens} put={put} />
        </div>
        <Rest file={file} lines={lines} from={to} to={lines.length} />
      </div>
      <p id={help} hidden>
        Arrow keys up and down select a line, with Shift several; with Shift, left and right scroll
      </p>
      {comments.length > 0 && (
        <ul aria-label="Comments on these lines" className="sr-only select-none">
          {comments.map((each, index) => (
            <li key={index}>
              {nameOf(each)}: {each.text}
            </li>
          ))}
        </ul>
      )}
      <p role="status" className="sr-only">
        {selected && `${nameOf(selected)} ${selected.from === selected.to ? 'is' : 'are'} selected`}
      </p>
    </>
  );
}

function nameOf({ from, to }: LineRange): string {
  return from === to ? `Line ${from}` : `Lines ${from} to ${to}`;
}

function commentsOn(comments: readonly LineComment[], line: number): string | undefined {
  const texts = comments.filter((each) => isAmong(line, each)).map(({ text }) => text);
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

/** Lines that are marked as a whole: where the last edit only took something out, and all that it put in where that cannot have a colour. */
function editedLines(put: Put | undefined): LineRange | undefined {
  if (!put) return undefined;
  const isCut = put.line === put.lastLine && put.from === put.to;
  if (!isCut && HAS_COLOURS) return undefined;
  // Of the line after a line's end, nothing was put in.
  const last = put.to === 0 && put.lastLine > put.line ? put.lastLine - 1 : put.lastLine;
  return { from: put.line + 1, to: last + 1 };
}
