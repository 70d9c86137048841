import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EditedText } from './edited-text.ts';

it('[W8] is what plain cutting and joining makes of any edits', () => {
  const edits = fc.array(fc.tuple(fc.nat(), fc.nat(80), fc.string({ maxLength: 90 }), fc.boolean()), { maxLength: 60 });
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), edits, (begin, all) => {
      const edited = new EditedText(begin);
      let [plain, last] = [begin, 0];
      for (const [anywhere, length, put, isNear] of all) {
        const offset = Math.min(isNear ? last + (anywhere % 9) - 4 : anywhere, plain.length);
        const [from, removed] = [Math.max(0, offset), Math.min(length, plain.length - Math.max(0, offset))];
        edited.edit(from, removed, put);
        plain = plain.slice(0, from) + put + plain.slice(from + removed);
        last = from + put.length;
        expect(edited.text).toBe(plain);
      }
    }),
  );
});
