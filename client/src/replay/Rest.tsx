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
 * Lines out of sight: the browser finds them, and a screen reader reads them. They follow when moment and place stand still, since
 * laying them out takes longer than painting what is seen; until then, those that are there stay where they are.
 */
export function Rest({ file, lines, from, to }: Props) {
  const wanted = useMemo(() => ({ file, lines, from, to }), [file, lines, from, to]);
  const settled = useSettled(wanted, SETTLED_MS);
  const isOfThis = settled.file === file;
  const text = useMemo(() => (isOfThis ? settled.lines.slice(settled.from, settled.to).join('\n') : ''), [settled, isOfThis]);
  if (from >= to) return null;
  return (
    <pre className="replay-rest pl-[8ch]" style={{ height: (to - from) * LINE_PX }}>
      <div style={{ marginTop: (settled.from - from) * LINE_PX }}>{text}</div>
    </pre>
  );
}
