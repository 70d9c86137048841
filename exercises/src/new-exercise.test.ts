import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkExercise } from './check.ts';
import { complaintLine } from './complaint.ts';
import { loadExercise } from './load.ts';
import { newExercise } from './new-exercise.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'exercises-'));
});
afterEach(() => rm(root, { recursive: true }));

it('[X70] a new exercise has its name everywhere, and nothing wrong with its parts', async () => {
  const exercise = await loadExercise(await newExercise(root, 'rate-limiter-2'));
  expect(checkExercise(exercise).map(complaintLine)).toEqual([]);
  expect(exercise.manifest).toMatchObject({ id: 'rate-limiter-2', title: 'Rate limiter 2', package: 'ratelimiter2', module: 'zmod/ratelimiter2' });
  expect(JSON.stringify(exercise)).not.toMatch(/{{(?:id|package|title)}}/);
});

it('[X71] none is laid out over another, or under a name that cannot be', async () => {
  await newExercise(root, 'limiter');
  await expect(newExercise(root, 'limiter')).rejects.toThrow('is there already');
  for (const id of ['Limiter', '../limiter', 'a', '2nd']) await expect(newExercise(root, id)).rejects.toThrow('cannot be an id');
});
