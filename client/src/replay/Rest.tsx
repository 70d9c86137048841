import type { FileId } from '@twohours/wire/workspace';
import { useMemo } from 'react';
import { useSettled } from '../ui/use-settled.ts';
import { LINE_PX } from './in-sight.ts';

const SETTLED_MS = 100;

interface Props {
  file: FileId | undefined;
  /** All that the file has. */
  lines: readonly string[];
  /** Those that are not painted. */
  from: number;
  to: number;
}

/**
 * Lines out of sight: the browser finds them, and a screen reader reads them. What was edited follows when the moment stands still,
 * since laying them out takes longer than painting what is seen.
 */
export function Rest({ file, lines, from, to }: Props) {
  const wanted = useMemo(() => ({ file, lines, from, to }), [file, lines, from, to]);
  const settled = useSettled(wanted, SETTLED_MS);
  // Where it was only scrolled, at once.
  const shown = settled.lines === lines ? wanted : settled;
  const text = useMemo(() => (shown.file === file ? shown.lines.slice(shown.from, shown.to).join('\n') : ''), [shown, file]);
  if (from >= to) return null;
  return (
    <pre className="replay-rest pl-[8ch]" style={{ height: (to - from) * LINE_PX }}>
      {text}
    </pre>
  );
}
