import { namesIn, type GoNames } from '@twohours/exercises/go-source';
import type { HiddenPart } from '@twohours/wire/exercise';

/**
 * The hidden part with no more files than these tests need, as far as names tell: those that declare them, and whatever those
 * lean on. Undefined where that leaves nothing out.
 */
export function partFor(hidden: HiddenPart, wanted: readonly Pick<HiddenPart['tests'][number], 'id'>[]): HiddenPart | undefined {
  const all = Object.entries(hidden.files).map(([path, source]) => ({ path, source, ...namesIn(source) }));
  const needed = new Set(all.filter((file) => actsByItself(file) || wanted.some(({ id }) => file.declared.includes(id))));
  for (let before = 0; before < needed.size;) {
    before = needed.size;
    const mentioned = new Set([...needed].flatMap((file) => [...file.mentioned]));
    for (const file of all) if (isMentioned(file, mentioned)) needed.add(file);
  }
  if (needed.size === all.length) return undefined;
  const kept = [...needed];
  return {
    ...hidden,
    files: Object.fromEntries(kept.map(({ path, source }) => [path, source])),
    tests: hidden.tests.filter(({ id }) => kept.some(({ declared }) => declared.includes(id))),
  };
}

function actsByItself({ declared, methods }: GoNames): boolean {
  return declared.includes('init') || (declared.length === 0 && methods.length === 0);
}

function isMentioned({ declared, methods }: GoNames, mentioned: ReadonlySet<string>): boolean {
  return declared.some((name) => mentioned.has(name)) || methods.some(({ type, name }) => mentioned.has(`.${name}`) && mentioned.has(type));
}
