import { memo } from 'react';
import { LINE_PX } from './in-sight.ts';
import type { LineComment } from './line-comments.ts';
import { LineMark } from './LineMark.tsx';
import type { LineRange } from './lines.ts';

interface Props {
  painted: LineRange;
  comments: readonly LineComment[];
  selected: LineRange | undefined;
}

const COLUMNS = 8;
const AFTER = 2;

/** Stand before the code when that is scrolled sideways; one text, as the code is. Who listens to the code is told of numbers elsewhere. */
export const LineNumbers = memo(function LineNumbers({ painted, comments, selected }: Props) {
  const height = (painted.to + 1 - painted.from) * LINE_PX;
  return (
    <div
      aria-hidden
      className="replay-numbers sticky left-0 text-ink-muted select-none"
      style={{ width: `${COLUMNS}ch`, height, marginBottom: -height }}
    >
      {numbersOf(painted)}
      <LineMark className="replay-numbers-selected" lines={selected} painted={painted}>
        {numbersOf}
      </LineMark>
      {comments.map((lines, index) => (
        <LineMark key={index} className="border-l-[3px] border-accent" lines={lines} painted={painted} />
      ))}
    </div>
  );
});

function numbersOf({ from, to }: LineRange): string {
  return Array.from({ length: to + 1 - from }, (_, index) => String(from + index).padStart(COLUMNS - AFTER)).join('\n');
}
