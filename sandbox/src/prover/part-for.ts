import { functionsOf } from '@twohours/exercises/go-source';
import type { HiddenPart } from '@twohours/wire/exercise';

/**
 * The hidden part with no more files than these tests need, if they are as independent as they look: those that declare
 * them, and those that declare none. Undefined where that leaves nothing out.
 */
export function partFor(hidden: HiddenPart, wanted: readonly Pick<HiddenPart['tests'][number], 'id'>[]): HiddenPart | undefined {
  const declared = new Map(Object.entries(hidden.files).map(([path, source]) => [path, testsIn(source, hidden)]));
  const isNeeded = (path: string) => {
    const own = declared.get(path) ?? [];
    return own.length === 0 || own.some((id) => wanted.some((test) => test.id === id));
  };
  const files = Object.fromEntries(Object.entries(hidden.files).filter(([path]) => isNeeded(path)));
  if (Object.keys(files).length === Object.keys(hidden.files).length) return undefined;
  const kept = new Set(Object.keys(files).flatMap((path) => declared.get(path) ?? []));
  return { ...hidden, files, tests: hidden.tests.filter(({ id }) => kept.has(id)) };
}

function testsIn(source: string, hidden: HiddenPart): string[] {
  const names = new Set(functionsOf(source).map(({ name }) => name));
  return hidden.tests.map(({ id }) => id).filter((id) => names.has(id));
}
