import { describe, expect, it } from 'vitest';
import { checkExercise } from './check.ts';
import { checkRoles } from './check-roles.ts';
import { complaintLine } from './complaint.ts';
import { findExercises } from './find.ts';
import { loadExercise } from './load.ts';
import { packExercise, partsOf } from './pack.ts';
import { unpackHidden, unpackOpen, unpackSealed } from './unpack.ts';

const shipped = await findExercises([]);

describe.each(shipped)('the exercise $id', ({ dir }) => {
  it('[X30] has nothing wrong with its parts', async () => {
    expect(checkExercise(await loadExercise(dir)).map(complaintLine)).toEqual([]);
  });

  it('[X31] comes out of its package as it went in', async () => {
    const exercise = await loadExercise(dir);
    const { open, sealed, hidden } = await packExercise(exercise);
    expect({ open: await unpackOpen(open), sealed: await unpackSealed(sealed), hidden: await unpackHidden(hidden) }).toEqual(partsOf(exercise));
  });

  it('[X32] does not show in its open part what is sealed, nor in its sealed part what is hidden', async () => {
    const exercise = await loadExercise(dir);
    const { open, sealed } = await packExercise(exercise);
    const clause = exercise.statement.split('\n').find((line) => line.startsWith('**A1**'));
    expect(open.includes(clause ?? '')).toBe(false);
    for (const { id } of exercise.manifest.tests) expect(open.includes(id) || sealed.includes(id), id).toBe(false);
    for (const [path, text] of Object.entries({ ...exercise.hidden, ...exercise.solutions })) {
      // What visible and hidden tests share, word for word, is no secret.
      if (exercise.starter[path] === text) continue;
      expect(open.includes(text) || sealed.includes(text), path).toBe(false);
    }
  });
});

it('[X60] every qualification of a role is measured by something that is there', async () => {
  const exercises = await Promise.all(shipped.map(async ({ dir }) => loadExercise(dir)));
  expect((await checkRoles(exercises)).map(complaintLine)).toEqual([]);
});
