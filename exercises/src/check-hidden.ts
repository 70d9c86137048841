import type { Complaint } from './complaint.ts';
import type { Exercise } from './exercise.ts';
import { functionsOf, packageOf } from './go-source.ts';
import type { GoFunction } from './go-source.ts';
import { inManifest } from './in-manifest.ts';

const MOST_EXEMPTIONS = 2;

interface Found extends GoFunction {
  readonly file: string;
}

/** Hidden tests and the manifest name the same tests, in a form that the guard can take, and nothing betrays them. */
export function checkHidden(exercise: Exercise): Complaint[] {
  const { manifest, hidden } = exercise;
  const complaints: Complaint[] = [];
  const found = new Map<string, Found>();
  for (const [path, source] of Object.entries(hidden)) {
    const file = `hidden/${path}`;
    if (!path.endsWith('_test.go') || path.includes('/')) {
      complaints.push({ file, message: 'hidden/ holds *_test.go and no folders' });
      continue;
    }
    const name = packageOf(source);
    if (name !== `${manifest.package}_test`)
      complaints.push({ file, line: 1, message: `is of package ${name ?? '?'}, not of ${manifest.package}_test` });
    for (const func of functionsOf(source)) {
      const wrong = functionComplaint(func, found.get(func.name));
      if (wrong !== undefined) complaints.push({ file, line: func.line, message: wrong });
      if (/^Test(?:[^a-z]|$)/.test(func.name)) found.set(func.name, { ...func, file });
    }
  }
  const listed = new Set(manifest.tests.map((test) => test.id));
  for (const { name, file, line } of found.values()) {
    if (!listed.has(name) && name !== 'TestMain')
      complaints.push({ file, line, message: `${name} is not in exercise.yaml, so it would never count` });
  }
  for (const [index, { id, group }] of manifest.tests.entries()) {
    if (!found.has(id)) complaints.push(inManifest(exercise, ['tests', index, 'id'], `${id} is not in hidden/`));
    if (!manifest.groups.some((known) => known.id === group))
      complaints.push(inManifest(exercise, ['tests', index, 'group'], `${id}: there is no group ${group}`));
  }
  return [...complaints, ...checkExemptions(exercise)];
}

/** From the rule that no two tests catch exactly the same rejected solutions. */
function checkExemptions(exercise: Exercise): Complaint[] {
  const { tests } = exercise.manifest;
  const exempt = tests.flatMap(({ id, sameAs }, index) => (sameAs ? [{ id, other: sameAs.test, at: ['tests', index, 'sameAs'] }] : []));
  const unknown = exempt.filter(({ id, other }) => id === other || !tests.some((test) => test.id === other));
  return [
    ...unknown.map(({ id, other, at }) => inManifest(exercise, at, `${id}: there is no other test ${other}`)),
    ...exempt.slice(MOST_EXEMPTIONS).map(({ id, at }) => inManifest(exercise, at, `${id}: ${MOST_EXEMPTIONS} exemptions are the most`)),
  ];
}

function functionComplaint({ name, parameters }: GoFunction, before: Found | undefined): string | undefined {
  if (name === 'TestMain' || name === 'init') return `${name} belongs to the sandbox, which brings its own`;
  if (/^(?:Benchmark|Fuzz|Example)(?:[^a-z]|$)/.test(name)) return `${name} is no test, and would not run`;
  if (!/^Test(?:[^a-z]|$)/.test(name)) return undefined;
  if (before !== undefined) return `${name} is in ${before.file}, too`;
  if (parameters !== 't *testing.T') return `${name} has to be func ${name}(t *testing.T)`;
  return undefined;
}
