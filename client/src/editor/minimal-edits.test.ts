import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { minimalEdits, type TextEdit } from './minimal-edits.ts';

const apply = (text: string, edits: readonly TextEdit[]) =>
  edits.toReversed().reduce((text, edit) => text.slice(0, edit.offset) + edit.text + text.slice(edit.offset + edit.length), text);

it('[F1] turns one text into the other', () => {
  const text = fc.array(fc.constantFrom('a\n', '\tb := 1\n', 'func f() {\n', '}\n', 'x')).map((lines) => lines.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(apply(before, minimalEdits(before, after))).toBe(after);
    }),
  );
});

it('[F2] touches only what differs within a line', () => {
  expect(minimalEdits('a\n  b := 1\nc\n', 'a\n\tb := 1\nc\n')).toEqual([{ offset: 2, length: 2, text: '\t' }]);
});

it('[F3] leaves equal texts alone', () => {
  expect(minimalEdits('a\nb\n', 'a\nb\n')).toEqual([]);
});

it('[F4] never tears a character', () => {
  const text = fc.array(fc.constantFrom('a', '😀', '😁', '🤀', '\n')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      for (const { offset, length, text: put } of minimalEdits(before, after)) {
        expect([put, before.slice(0, offset), before.slice(offset, offset + length)].every((part) => part.isWellFormed())).toBe(true);
      }
    }),
  );
});
