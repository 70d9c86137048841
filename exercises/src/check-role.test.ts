import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { RoleSchema } from '@twohours/wire/exercise';
import { checkRole } from './check-role.ts';
import { complaintLine } from './complaint.ts';
import { readYaml } from './read-yaml.ts';
import { anExercise } from './testing/an-exercise.ts';

const { manifest } = anExercise();
const exercise = {
  manifest: { ...manifest, rubric: [{ id: 'notes', title: 'Notes', levels: ['no', 'yes'] }] },
  statement: '**A1** a\n\n**A2** b\n\n**A3** c\n\n**B1** d\n',
};

function complaintsOf(measuredBy: string): string[] {
  const stages = [
    { title: 'Introduction', text: '' },
    { title: 'Exercise', text: '', isExercise: true },
  ];
  const text = stringify({ id: 'backend', title: 'Backend', teams: [], stages, qualifications: [{ text: 'Writes Go', measuredBy }] });
  const read = readYaml('backend.yaml', text, RoleSchema);
  if ('complaints' in read) throw new Error(read.complaints.map(complaintLine).join('\n'));
  return checkRole({ file: 'backend.yaml', role: read.value, lineOf: read.lineOf }, [exercise]).map(complaintLine);
}

it.each(['not measured here', 'words A1', 'words A1–A3, B1, notes', 'words A1-A2; stage Introduction', 'stage Introduction'])(
  '[X61] a qualification may be measured by: %s',
  (measuredBy) => {
    expect(complaintsOf(measuredBy)).toEqual([]);
  },
);

it.each([
  ['The exercise as a whole', 'is neither “<exercise> <clauses or criteria>” of an exercise that is there'],
  ['letters A1', 'is neither'],
  ['words A4', 'words has no clause A4'],
  ['words A2–B1', '“A2–B1” is no range of clauses'],
  ['words A3–A1', 'is no range of clauses'],
  ['words A2–A5', 'words has no clause A4'],
  ['words readable', 'words has no criterion “readable”'],
  ['stage Exercise', 'there is no other stage “Exercise”; there are: Introduction'],
  ['words A1; not measured here', 'is neither'],
])('[X61] %s measures nothing, and its line is told', (measuredBy, message) => {
  const [complaint] = complaintsOf(measuredBy);
  expect(complaint).toMatch(/^backend[.]yaml:12: /);
  expect(complaint).toContain(message);
});
