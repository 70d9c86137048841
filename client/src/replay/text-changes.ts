/** Lines of a file that stand one below the other, the first of them counted from nought. */
export interface Stretch {
  readonly from: number;
  readonly lines: readonly string[];
}

/** So many letters at `offset` become `text`. */
export interface TextChange {
  readonly offset: number;
  readonly count: number;
  readonly text: string;
}

/** What makes the text of one stretch that of another, in turn, and leaves alone what stays: letters as well as lines that move. */
export function textChanges(before: Stretch, now: Stretch): TextChange[] {
  const moved = scrolled(before, now);
  const text = textOf(before.lines);
  const change = replaced(moved ? applied(text, moved) : text, textOf(now.lines));
  return [moved, change].filter((each) => each !== undefined);
}

export function applied(text: string, change: TextChange): string {
  return text.slice(0, change.offset) + change.text + text.slice(change.offset + change.count);
}

/** Lines that went or came above those that both have. */
function scrolled(before: Stretch, now: Stretch): TextChange | undefined {
  const by = now.from - before.from;
  if (by > 0 && by < before.lines.length) return { offset: 0, count: textOf(before.lines.slice(0, by)).length + 1, text: '' };
  if (by < 0 && -by < now.lines.length) return { offset: 0, count: 0, text: `${textOf(now.lines.slice(0, -by))}\n` };
  return undefined;
}

function replaced(before: string, now: string): TextChange | undefined {
  if (before === now) return undefined;
  const shorter = Math.min(before.length, now.length);
  let offset = 0;
  while (offset < shorter && before[offset] === now[offset]) offset += 1;
  let after = 0;
  while (after < shorter - offset && before.at(-1 - after) === now.at(-1 - after)) after += 1;
  return { offset, count: before.length - offset - after, text: now.slice(offset, now.length - after) };
}

function textOf(lines: readonly string[]): string {
  return lines.join('\n');
}
