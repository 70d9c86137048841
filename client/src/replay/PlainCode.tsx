import { memo, useEffect, useMemo, useRef } from 'react';
import type { CodeViewProps } from './code-view.ts';
import { usePlaying } from './use-playing.ts';
import { CodeLine } from '../staff/result/code/CodeLine.tsx';
import { highlight, type Token } from '../staff/result/code/highlight.ts';
import { lastPut, putInLine } from './last-edit.ts';

/** One file as it was, without an editor: that would be most of the page. While it plays, the last edit is kept in sight. */
export function PlainCode({ player, file, follows }: Pick<CodeViewProps, 'player' | 'file' | 'follows'>) {
  const count = usePlaying(player, (now) => now.count);
  const shown = file === undefined ? undefined : player.replay.workspaceAfter(count).get(file);
  const [path, text] = [shown?.path ?? '', shown?.text ?? ''];
  const lines = useMemo(() => linesOf(path, text), [path, text]);
  const put = lastPut(player, count, file, text);
  const table = useRef<HTMLTableElement>(null);
  const at = put?.line;

  // Outside React: where the page is scrolled to.
  useEffect(() => {
    if (!follows || at === undefined || at >= lines.length) return;
    const row = table.current?.rows[at];
    const pane = table.current?.parentElement;
    if (!row || !pane) return;
    const [top, bottom] = [row.offsetTop - pane.scrollTop, row.offsetTop + row.offsetHeight - pane.scrollTop];
    if (top < 0 || bottom > pane.clientHeight) pane.scrollTop += top - pane.clientHeight / 2;
  }, [follows, at, lines]);

  return (
    // A region that scrolls has to be reachable by keyboard.
    <div tabIndex={0} role="region" aria-label={shown ? `${path}, as it was` : 'No file'} className="relative size-full overflow-auto py-1">
      <table ref={table} className="w-full table-fixed border-collapse font-mono text-code">
        <colgroup>
          <col className="w-12" />
          <col />
        </colgroup>
        <tbody>
          {lines.map(({ line, tokens }, index) => (
            // A line has no other name than its place.
            <Line key={index} number={index + 1} text={line} tokens={tokens} put={putInLine(put, index, line.length)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface LineProps {
  number: number;
  text: string;
  tokens: readonly Token[];
  /** What the last edit put in. */
  put: { from: number; to: number } | undefined;
}

/** Only those that changed are drawn anew: while it plays, that happens with every frame. */
const Line = memo(
  function Line({ number, text, tokens, put }: LineProps) {
    return <CodeLine line={{ kind: 'same', text, after: number, changed: put ? [put] : [] }} tokens={tokens} withBefore={false} />;
  },
  (a, b) => a.text === b.text && a.number === b.number && a.put?.from === b.put?.from && a.put?.to === b.put?.to && isSameTokens(a.tokens, b.tokens),
);

function isSameTokens(a: readonly Token[], b: readonly Token[]): boolean {
  return a.length === b.length && a.every((token, at) => token.from === b[at]?.from && token.to === b[at]?.to && token.tone === b[at]?.tone);
}

function linesOf(path: string, text: string): { line: string; tokens: readonly Token[] }[] {
  const tokens = highlight(path, text);
  return text.split('\n').map((line, at) => ({ line, tokens: tokens[at] ?? [] }));
}
