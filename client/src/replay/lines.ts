/** Lines of a file, counted from one, the last included. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** Those of them that are among others, if any are. */
export function linesAmong(lines: LineRange, others: LineRange): LineRange | undefined {
  const [from, to] = [Math.max(lines.from, others.from), Math.min(lines.to, others.to)];
  return from <= to ? { from, to } : undefined;
}

export function isAmong(line: number, lines: LineRange): boolean {
  return line >= lines.from && line <= lines.to;
}
