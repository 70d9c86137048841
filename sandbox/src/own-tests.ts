import { packageOf } from '@twohours/exercises/go-source';
import type { SealedPart } from '@twohours/wire/exercise';
import type { Diagnostic } from '@twohours/wire/job';
import { isEditable, type Files } from '@twohours/wire/workspace';
import { sourcesOf } from './sources.ts';

type Sealed = Pick<SealedPart, 'editable' | 'readOnly' | 'starter' | 'package'>;

/** A candidate's own tests, which can be laid over any solution; see `laidOver`. */
export interface OwnTests {
  /** Tests of the package's users, and what such tests read. */
  readonly files: Files;
  readonly hasTests: boolean;
  /** Test files that only go with the candidate's own code. */
  readonly leftOut: readonly string[];
}

/**
 * The tests of package `<package>_test` in the root folder. Those of the package itself see what no statement names, and those
 * of other folders test what only this candidate has.
 */
export function ownTestsOf(sealed: Sealed, submission: Files): OwnTests | { readonly refused: readonly Diagnostic[] } {
  const sources = sourcesOf(sealed, submission);
  if ('refused' in sources) return sources;
  const all = Object.entries(sources.files);
  const external = all.filter(([path, text]) => isTest(path) && !path.includes('/') && packageOf(text) === `${sealed.package}_test`);
  const isExternal = new Set(external.map(([path]) => path));
  return {
    files: Object.fromEntries([...external, ...all.filter(([path]) => isTestData(path))]),
    hasTests: external.length > 0,
    leftOut: all.flatMap(([path]) => (isTest(path) && !isTestData(path) && !isExternal.has(path) && isEditable(sealed, path) ? [path] : [])),
  };
}

/** A solution with these tests and no others: what is compiled, and what of it lies beside the tests when they run. */
export function laidOver(solution: Files, own: OwnTests): { readonly files: Files; readonly readable: Files } {
  const rest = Object.entries(solution).filter(([path]) => !isTest(path));
  // Tests are to find mistakes by what the code does: its sources are not there to be recognised.
  const readable = rest.filter(([path]) => !path.endsWith('.go'));
  return { files: { ...Object.fromEntries(rest), ...own.files }, readable: { ...Object.fromEntries(readable), ...own.files } };
}

function isTest(path: string): boolean {
  return path.endsWith('_test.go');
}

/** Go looks at nothing there. What else is no Go may be part of what is judged, such as a deployment's manifest. */
function isTestData(path: string): boolean {
  return path.split('/').slice(0, -1).includes('testdata');
}
