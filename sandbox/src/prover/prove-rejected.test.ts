import type { Solution } from '@twohours/exercises/solutions';
import type { TestVerdict } from '@twohours/wire/job';
import { expect, it } from 'vitest';
import { proveRejected } from './prove-rejected.ts';
import type { Graded, Workbench } from './workbench.ts';

const mistake: Solution = { name: 'rejected/late', kind: 'rejected', files: {}, catches: ['TestA'] };

/** A workbench on which each grading in turn ends like this. */
function benchOf(...statuses: readonly TestVerdict['status'][]) {
  const left = [...statuses];
  const gradeSome = async (): Promise<Graded> => {
    const status = left.shift() ?? 'passed';
    return {
      ending: { kind: 'tests', tests: [{ id: 'TestA', status, elapsedMs: 1, output: '' }], containers: 1 },
      phases: { waitMs: 0, compileMs: 0, runMs: 0, totalMs: 0 },
    };
  };
  return { bench: { lanes: 1, tests: [{ id: 'TestA' }], gradeSome } as unknown as Workbench, left };
}

it('[PR14] a mistake that the quick proof misses is tried once more, and that is told', async () => {
  const { bench } = benchOf('passed', 'failed');
  expect((await proveRejected(bench, [mistake], true)).proof).toMatchObject({
    seen: '1 of 1 mistake caught, tried once, 1 of them twice',
    findings: [],
  });
});

it('[PR14] one that is caught is not tried again, and one that is missed twice is told', async () => {
  const caught = benchOf('failed', 'failed');
  expect((await proveRejected(caught.bench, [mistake], true)).proof).toMatchObject({ seen: '1 of 1 mistake caught, tried once', findings: [] });
  expect(caught.left).toHaveLength(1);
  const missed = await proveRejected(benchOf('passed', 'passed', 'failed').bench, [mistake], true);
  expect(missed.proof.findings).toHaveLength(1);
});
