import { isEditable } from '@twohours/wire/workspace';
import { checkGoFile } from './check-go-file.ts';
import type { Complaint } from './complaint.ts';
import type { Exercise } from './exercise.ts';
import { catchesOf } from './solutions.ts';

/** A mistake is one mistake: whatever needs more is another solution. */
const MOST_CHANGED_LINES = 25;

/** There is a reference, a really different accepted solution, and for every test a mistake that it catches. */
export function checkSolutions(exercise: Exercise): Complaint[] {
  const { manifest, solutions } = exercise;
  const complaints: Complaint[] = [];
  const rejected = new Map<string, Map<string, string>>();
  const kinds = new Set<string>();
  for (const [path, text] of Object.entries(solutions)) {
    const file = `solutions/${path}`;
    const [kind, name, ...rest] = path.split('/');
    if (kind === 'reference' && name !== undefined) {
      kinds.add(kind);
      complaints.push(...checkSolutionFile(exercise, file, [name, ...rest].join('/'), text));
    } else if (kind === 'accepted' && name !== undefined && rest.length > 0) {
      kinds.add(kind);
      complaints.push(...checkSolutionFile(exercise, file, rest.join('/'), text));
    } else if (kind === 'rejected' && name !== undefined && (rest[0] === 'why.md' || rest[0] === 'mistake.patch') && rest.length === 1) {
      rejected.set(name, (rejected.get(name) ?? new Map<string, string>()).set(rest[0], text));
    } else complaints.push({ file, message: 'solutions/ holds reference/…, accepted/<name>/… and rejected/<name>/{why.md,mistake.patch}' });
  }
  for (const kind of ['reference', 'accepted']) {
    if (!kinds.has(kind)) complaints.push({ file: `solutions/${kind}`, message: 'is missing' });
  }
  const caught = new Set<string>();
  const known = new Set(manifest.tests.map((test) => test.id));
  for (const [name, files] of rejected) {
    const dir = `solutions/rejected/${name}`;
    const changed = changedLines(files.get('mistake.patch') ?? '');
    if (changed === 0) complaints.push({ file: `${dir}/mistake.patch`, message: 'is missing, or changes nothing' });
    if (changed > MOST_CHANGED_LINES)
      complaints.push({ file: `${dir}/mistake.patch`, message: `changes ${changed} lines, and ${MOST_CHANGED_LINES} is the most` });
    const catches = catchesOf(files.get('why.md') ?? '');
    if (catches.length === 0)
      complaints.push({ file: `${dir}/why.md`, line: 1, message: 'has to begin with “catches: ” and the tests that must fail' });
    for (const id of catches) {
      if (known.has(id)) caught.add(id);
      else complaints.push({ file: `${dir}/why.md`, line: 1, message: `there is no test ${id}` });
    }
  }
  for (const id of known) {
    if (!caught.has(id)) complaints.push({ file: 'solutions/rejected', message: `no mistake shows that ${id} bites` });
  }
  return complaints;
}

function changedLines(patch: string): number {
  return patch.split('\n').filter((line) => /^[+-]/.test(line) && !/^(?:---|\+\+\+) /.test(line)).length;
}

function checkSolutionFile({ manifest }: Exercise, file: string, path: string, text: string): Complaint[] {
  if (path === 'why.md') return [];
  if (!isEditable(manifest, path)) return [{ file, message: 'a candidate could not write this file: it is not editable' }];
  return manifest.kind === 'in-process' ? checkGoFile(file, text, manifest.package, manifest.imports) : [];
}
