import type { Role } from '@twohours/wire/exercise';
import { clausesOf } from './check-clauses.ts';
import type { Complaint } from './complaint.ts';
import type { Exercise } from './exercise.ts';
import type { LineOf } from './read-yaml.ts';

const NOT_HERE = 'not measured here';

export interface ReadRole {
  /** As the author would open it. */
  readonly file: string;
  readonly role: Role;
  readonly lineOf: LineOf;
}

/** Of an exercise, what a role may point to. */
export type Measures = Pick<Exercise, 'manifest' | 'statement'>;

/**
 * Every qualification says what measures it, in parts with semicolons between them: an exercise with its clauses or
 * criteria (`federated-search A1–A9, C4, readable-code`), another stage (`stage System design`), or `not measured here`.
 */
export function checkRole({ file, role, lineOf }: ReadRole, exercises: readonly Measures[]): Complaint[] {
  return role.qualifications.flatMap(({ measuredBy }, index) => {
    const line = lineOf(['qualifications', index, 'measuredBy']);
    return complaintsOf(measuredBy, role, exercises).map((message) => ({ file, ...(line !== undefined && { line }), message }));
  });
}

function complaintsOf(measuredBy: string, role: Role, exercises: readonly Measures[]): string[] {
  if (measuredBy === NOT_HERE) return [];
  return measuredBy.split(';').flatMap((text) => partComplaints(text.trim(), role, exercises));
}

function partComplaints(part: string, role: Role, exercises: readonly Measures[]): string[] {
  const stage = /^stage (.+)$/.exec(part)?.[1];
  if (stage !== undefined) {
    const known = role.stages.filter(({ isExercise }) => !isExercise).map(({ title }) => title);
    return known.includes(stage) ? [] : [`there is no other stage “${stage}”; there are: ${known.join(', ')}`];
  }
  const [, id = '', items = ''] = /^([a-z][a-z0-9-]*) (.+)$/.exec(part) ?? [];
  const exercise = exercises.find(({ manifest }) => manifest.id === id);
  if (!exercise) {
    return [`“${part}” is neither “<exercise> <clauses or criteria>” of an exercise that is there, nor “stage <title>”, nor “${NOT_HERE}”`];
  }
  return items.split(',').flatMap((item) => itemComplaint(item.trim(), exercise));
}

function itemComplaint(item: string, { manifest, statement }: Measures): string[] {
  if (manifest.rubric.some(({ id }) => id === item)) return [];
  const [, group, first, , other, last] = /^([A-Z])(\d{1,2})((?:–|-)([A-Z])(\d{1,2}))?$/.exec(item) ?? [];
  if (group === undefined) return [`${manifest.id} has no criterion “${item}”`];
  if (other !== undefined && (other !== group || Number(last) <= Number(first))) return [`“${item}” is no range of clauses`];
  const stated = clausesOf(statement);
  const from = Number(first);
  const clauses = Array.from({ length: Number(last ?? first) - from + 1 }, (_, n) => `${group}${from + n}`);
  return clauses.filter((clause) => !stated.has(clause)).map((clause) => `${manifest.id} has no clause ${clause}`);
}
