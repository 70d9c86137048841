import { diffLines } from 'diff';

export interface TextEdit {
  /** Offset and length in the text before, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** What turns one text into another, line by line: cursors and folds elsewhere stay where they are. In order, not overlapping. */
export function minimalEdits(before: string, after: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let offset = 0;
  let open: { offset: number; length: number; text: string } | undefined;
  for (const part of diffLines(before, after)) {
    if (!part.added && !part.removed) {
      offset += part.value.length;
      open = undefined;
      continue;
    }
    if (!open) {
      open = { offset, length: 0, text: '' };
      edits.push(open);
    }
    if (part.added) open.text += part.value;
    else {
      open.length += part.value.length;
      offset += part.value.length;
    }
  }
  return edits.map((edit) => trimmed(before, edit));
}

/** Without what both have at the beginning and at the end: a line that was only indented keeps the cursor in it. */
function trimmed(before: string, edit: TextEdit): TextEdit {
  const old = before.slice(edit.offset, edit.offset + edit.length);
  let front = 0;
  while (front < old.length && front < edit.text.length && old[front] === edit.text[front]) front++;
  let back = 0;
  while (back < old.length - front && back < edit.text.length - front && old.at(-1 - back) === edit.text.at(-1 - back)) back++;
  // Never between the two halves of one character: an editor would move such a place.
  if (front > 0 && /[\uD800-\uDBFF]/.test(old[front - 1] ?? '')) front--;
  if (back > 0 && /[\uDC00-\uDFFF]/.test(old.at(-back) ?? '')) back--;
  return { offset: edit.offset + front, length: old.length - front - back, text: edit.text.slice(front, edit.text.length - back) };
}
