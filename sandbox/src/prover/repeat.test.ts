import { expect, it } from 'vitest';
import { batchesOf } from './repeat.ts';
import { ADD_TEST } from './testing/adder.ts';

const took = (id: string, elapsedMs: number) => ({ id, status: 'passed' as const, elapsedMs, output: '' });
const shape = (first: ReturnType<typeof took>[], times: number) => {
  const tests = first.map(({ id }) => ({ ...ADD_TEST, id }));
  return batchesOf(tests, first, times).map((batch) => batch.map(({ id, repeats }) => `${id} ${repeats}`));
};

it('[PR12] short tests share a container, long ones are divided among several', () => {
  expect(shape([took('TestA', 0), took('TestB', 100)], 99)).toEqual([['TestA 99', 'TestB 99']]);
  expect(shape([took('TestA', 15_000)], 3)).toEqual([['TestA 1'], ['TestA 1'], ['TestA 1']]);
  expect(shape([took('TestA', 9_000), took('TestB', 1_000)], 3)).toEqual([['TestA 2'], ['TestA 1', 'TestB 3']]);
  expect(shape([took('TestA', 60_000)], 2)).toEqual([['TestA 1'], ['TestA 1']]);
});
