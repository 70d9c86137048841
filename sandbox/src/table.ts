export interface Column<Row> {
  readonly title: string;
  readonly width: number;
  readonly of: (row: Row) => string;
}

const GAP = '  ';

/** Lines of text, each cell wrapped to its column; rows of more than one line stay readable because each begins at the left. */
export function tableOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] {
  const head = columns.map((column) => [column.title]);
  const rule = columns.map((column) => ['─'.repeat(column.width)]);
  const body = rows.map((row) => columns.map((column) => wrap(column.of(row), column.width)));
  return [head, rule, ...body].flatMap((cells) => linesOf(cells, columns));
}

function linesOf<Row>(cells: readonly (readonly string[])[], columns: readonly Column<Row>[]): string[] {
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, index) =>
    columns
      .map((column, at) => (cells[at]?.[index] ?? '').padEnd(column.width))
      .join(GAP)
      .trimEnd(),
  );
}

/** At spaces where there are any. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    let rest = word;
    if (line !== '' && line.length + 1 + rest.length > width) {
      lines.push(line);
      line = '';
    }
    for (; rest.length > width; rest = rest.slice(width)) lines.push(rest.slice(0, width));
    line = line === '' ? rest : `${line} ${rest}`;
  }
  return [...lines, line];
}
