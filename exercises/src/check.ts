import { WORKSPACE_LIMITS, isEditable, matchesGlob } from '@twohours/wire/workspace';
import type { Files } from '@twohours/wire/workspace';
import { checkClauses } from './check-clauses.ts';
import { checkGoFile } from './check-go-file.ts';
import { checkHidden } from './check-hidden.ts';
import { checkSecrecy } from './check-secrecy.ts';
import { checkSolutions } from './check-solutions.ts';
import type { Complaint } from './complaint.ts';
import type { Exercise } from './exercise.ts';
import { inManifest } from './in-manifest.ts';

/**
 * Whether the parts of an exercise fit together, as far as that can be told without running anything. An empty list is
 * not yet a proof: whether tests bite and solutions pass, only running them shows.
 */
export function checkExercise(exercise: Exercise): Complaint[] {
  return [
    ...checkImports(exercise),
    ...checkStatement(exercise),
    ...checkClauses(exercise),
    ...checkStarter(exercise),
    ...checkHidden(exercise),
    ...checkSecrecy(exercise),
    ...checkSolutions(exercise),
  ];
}

/** In one process with the hidden tests, what reaches past Go's own safety reaches their verdicts. */
function checkImports(exercise: Exercise): Complaint[] {
  const { manifest } = exercise;
  if (manifest.kind !== 'in-process') return [];
  const allows = (path: string) =>
    manifest.imports.some((allowed) => allowed === path || (allowed.endsWith('/*') && path.startsWith(allowed.slice(0, -1))));
  const message = (what: string) => `imports: ${what} would let a candidate's code decide its own verdict`;
  // reflect gives the address of what it may not set, and takes it for what it may.
  // runtime/metrics writes slices where the race detector does not look, so that a torn one goes unreported.
  // What hands out values or types of reflect, in a field or to a function, is as good as reflect; and templates call any method.
  // encoding/json does not here: see sandbox/image/harden-standard-library.sh.
  const reflecting = ['database/sql', 'database/sql/driver', 'encoding/gob', 'encoding/json/v2', 'encoding/xml', 'html/template', 'text/template'];
  const unsafe = ['unsafe', 'reflect', 'runtime/metrics', 'syscall', 'C', 'plugin', ...reflecting];
  const complaints = unsafe.filter(allows).map((path) => inManifest(exercise, ['imports'], message(path)));
  // A heap dump, written to a file and read back, holds the guard's key.
  if (allows('os') && allows('runtime/debug')) complaints.push(inManifest(exercise, ['imports'], message('os together with runtime/debug')));
  return complaints;
}

function checkStatement(exercise: Exercise): Complaint[] {
  const { manifest, statement } = exercise;
  const file = 'statement.md';
  const complaints: Complaint[] = [];
  const total = manifest.tests.reduce((sum, test) => sum + test.weight, 0);
  if (Math.abs(total - 100) > 1e-6)
    complaints.push(inManifest(exercise, ['tests'], `the weights add up to ${total}, not to 100, so that none is a percentage`));
  for (const [index, group] of manifest.groups.entries()) {
    const weight = manifest.tests.filter((test) => test.group === group.id).reduce((sum, test) => sum + test.weight, 0);
    const heading = statement.split('\n').find((line) => line.startsWith(`## ${group.id}. `));
    if (weight === 0) complaints.push(inManifest(exercise, ['groups', index], `no test belongs to group ${group.id}`));
    else if (heading === undefined) complaints.push({ file, message: `group ${group.id} has no heading “## ${group.id}. …”` });
    else if (!heading.includes(`(${weight} %)`))
      complaints.push({ file, message: `the heading of group ${group.id} does not say its weight, (${weight} %)` });
  }
  if (manifest.kind === 'in-process') {
    for (const path of manifest.imports) {
      if (!statement.includes(`\`${path}\``)) complaints.push({ file, message: `\`${path}\` may be imported, and the statement does not say so` });
    }
  }
  return complaints;
}

function checkStarter(exercise: Exercise): Complaint[] {
  const { manifest, starter } = exercise;
  const complaints: Complaint[] = [];
  const mod = starter['go.mod'];
  if (mod === undefined) complaints.push({ file: 'starter/go.mod', message: 'is missing' });
  else {
    if (!new RegExp(`^module ${manifest.module}$`, 'm').test(mod))
      complaints.push({ file: 'starter/go.mod', message: `the module has to be ${manifest.module}` });
    if (!new RegExp(`^go ${manifest.go.replace('.', '\\.')}(\\.\\d+)?$`, 'm').test(mod))
      complaints.push({ file: 'starter/go.mod', message: `has to say go ${manifest.go}` });
    complaints.push(...checkRequirements(manifest.kind, mod, starter['go.sum']));
  }
  for (const [path, text] of Object.entries(starter)) {
    const file = `starter/${path}`;
    const isReadOnly = manifest.readOnly.some((glob) => matchesGlob(glob, path));
    if (!isReadOnly && !isEditable(manifest, path)) complaints.push({ file, message: 'is neither editable nor read-only' });
    if (manifest.kind === 'in-process') complaints.push(...checkGoFile(file, text, manifest.package, manifest.imports));
  }
  for (const [index, glob] of manifest.readOnly.entries()) {
    if (!Object.keys(starter).some((path) => matchesGlob(glob, path)))
      complaints.push(inManifest(exercise, ['readOnly', index], `readOnly: nothing in starter/ is “${glob}”`));
  }
  complaints.push(...checkSize(starter));
  return complaints;
}

/** The one module that the sandbox has for tests of process exercises: in one process with candidates' code there is none. */
const YAML = /^require gopkg\.in\/yaml\.v3 v3\.0\.1$/m;

function checkRequirements(kind: Exercise['manifest']['kind'], mod: string, sum: string | undefined): Complaint[] {
  const needsYaml = kind === 'process' && YAML.test(mod);
  const rest = needsYaml ? mod.replace(YAML, '') : mod;
  if (/^(?:toolchain|require|replace)\b/m.test(rest)) {
    const besides = kind === 'process' ? ', and “require gopkg.in/yaml.v3 v3.0.1” where tests need it' : '';
    return [{ file: 'starter/go.mod', message: `nothing but module and go${besides}: there is no network` }];
  }
  if (needsYaml && sum?.includes('gopkg.in/yaml.v3 v3.0.1 h1:') !== true)
    return [{ file: 'starter/go.sum', message: 'has to hold the sums of gopkg.in/yaml.v3 v3.0.1, or go test asks for them at home' }];
  return [];
}

function checkSize(starter: Files): Complaint[] {
  const complaints: Complaint[] = [];
  const texts = Object.values(starter);
  const file = 'starter';
  if (texts.length > WORKSPACE_LIMITS.files / 2)
    complaints.push({ file, message: `has ${texts.length} files; a workspace may have ${WORKSPACE_LIMITS.files}` });
  if (texts.some((text) => text.length > WORKSPACE_LIMITS.fileLength))
    complaints.push({ file, message: 'has a file that is too long for a workspace' });
  const total = texts.reduce((sum, text) => sum + text.length, 0);
  if (total > WORKSPACE_LIMITS.totalLength / 2) complaints.push({ file, message: 'takes more than half of the room that a workspace has' });
  return complaints;
}
