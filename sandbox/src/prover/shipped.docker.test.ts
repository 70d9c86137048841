import { findExercises } from '@twohours/exercises/find';
import { loadExercise } from '@twohours/exercises/load';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Lab } from '../testing/lab.ts';
import { accountText } from './account.ts';
import { holds } from './proof.ts';
import { prove } from './prove.ts';

/** All of them together have four minutes on two cores of one's own; whoever shares them needs more. */
const PATIENCE_MS = 1_800_000;

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open({ pool: 2 });
});
afterAll(() => lab.close());

it.each(await findExercises([]))('[PR10] $id proves itself', { timeout: PATIENCE_MS }, async ({ dir }) => {
  const deps = { route: lab.deps, lanes: 3, signal: new AbortController().signal, tell: () => undefined };
  const account = await prove(deps, await loadExercise(dir), { isQuick: true });
  expect(account.proofs.every(holds), accountText(account)).toBe(true);
});
