import { useMemo, useState } from 'react';
import { countText } from '../../../ui/format.ts';
import { Button } from '../../../ui/Button.tsx';
import { folded, lineDiff, type DiffLine, type FileChange } from './changes.ts';
import { CodeLine } from './CodeLine.tsx';
import { highlight, type Token } from './highlight.ts';

/** What changed in a file, with three lines around each change; or, where `whole`, the file as it is. */
export function DiffView({ change, whole }: { change: FileChange; whole: boolean }) {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const shown = useMemo(() => {
    // A deleted file has nothing but its last text to show.
    const text = change.kind === 'deleted' ? change.before : change.after;
    const lines = whole ? lineDiff(text, text) : lineDiff(change.before, change.after);
    const tokens = { before: highlight(change.path, change.before), after: highlight(change.path, change.after), only: highlight(change.path, text) };
    const tokensOf = (line: DiffLine): readonly Token[] => {
      if (whole) return tokens.only[(line.after ?? 1) - 1] ?? [];
      return (line.after === undefined ? tokens.before[(line.before ?? 1) - 1] : tokens.after[line.after - 1]) ?? [];
    };
    return { stretches: whole ? [{ kind: 'lines' as const, lines }] : folded(lines), tokensOf };
  }, [change, whole]);

  if (shown.stretches.length === 0 || shown.stretches[0]?.lines.length === 0) return <p className="p-4 text-ink-muted">This file is empty.</p>;
  return (
    <table className="w-full table-fixed border-collapse font-mono text-code">
      <colgroup>
        {!whole && <col className="w-12" />}
        <col className="w-12" />
        {!whole && <col className="w-5" />}
        <col />
      </colgroup>
      {shown.stretches.map((stretch, n) =>
        stretch.kind === 'lines' || open.has(n) ? (
          // Stretches have no other name than their place.
          <tbody key={n}>
            {stretch.lines.map((line) => (
              <CodeLine key={`${line.before ?? ''}:${line.after ?? ''}`} line={line} tokens={shown.tokensOf(line)} withBefore={!whole} />
            ))}
          </tbody>
        ) : (
          <tbody key={n}>
            <tr className="bg-sunken">
              <td colSpan={4} className="px-2 font-sans">
                <Button size="small" look="quiet" onClick={() => setOpen(new Set(open).add(n))}>
                  Show {countText(stretch.lines.length, 'unchanged line')}
                </Button>
              </td>
            </tr>
          </tbody>
        ),
      )}
    </table>
  );
}
