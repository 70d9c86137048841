import type { Files } from '@twohours/wire/workspace';
import { z } from 'zod';

/**
 * Files that are large and dull, by the rule that makes them: `$n` is how often the part was repeated before, `$f` how many
 * copies of the file were made before.
 */
export const MadeFileSchema = z.strictObject({
  path: z.string(),
  copies: z.number().int().positive().default(1),
  parts: z.array(z.union([z.string(), z.strictObject({ repeat: z.string(), times: z.number().int().positive() })])).min(1),
});
type MadeFile = z.output<typeof MadeFileSchema>;

export function makeFiles(all: readonly MadeFile[]): Files {
  return Object.fromEntries(
    all.flatMap(({ path, copies, parts }) =>
      Array.from({ length: copies }, (_, copy) => {
        const fill = (text: string, n = 0) => text.replaceAll('$f', String(copy)).replaceAll('$n', String(n));
        const texts = parts.map((part) =>
          typeof part === 'string' ? fill(part) : Array.from({ length: part.times }, (_, n) => fill(part.repeat, n)).join(''),
        );
        return [fill(path), texts.join('')] as const;
      }),
    ),
  );
}
