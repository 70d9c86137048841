import { expect, it } from 'vitest';
import { proveTimes } from './times.ts';

const sample = (solution: string, runMs: number) => ({ solution, waitMs: 0, compileMs: 500, runMs, totalMs: runMs + 500 });

it('[PR8] the median and the range are told, and who took longer than one container has', () => {
  const proof = proveTimes([sample('reference', 1_000), sample('reference', 31_000), sample('accepted/x', 2_000)], 30_000);
  expect(proof.seen).toBe('2.5 s, from 1.5 to 31.5 s in 3 gradings; it may take 30 s');
  expect(proof.findings).toEqual([{ where: 'reference', what: 'its tests took 31.0 s' }]);
});

it('[PR8] nothing is claimed where nothing was graded', () => {
  expect(proveTimes([], 30_000)).toMatchObject({ isTried: false, findings: [] });
});
