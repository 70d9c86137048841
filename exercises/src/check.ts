import type { Complaint } from './complaint.ts';
import type { Exercise } from './exercise.ts';

/** What is wrong with an exercise that could be loaded. */
export function checkExercise(exercise: Exercise): Complaint[] {
  const functions = Object.values(exercise.hidden).flatMap((text) => [...text.matchAll(/^func (Test\w+)\(/gm)].map((match) => match[1]));
  return exercise.manifest.tests.flatMap(({ id }) => (functions.includes(id) ? [] : [{ file: 'exercise.yaml', message: `no hidden test is called ${id}` }]));
}
