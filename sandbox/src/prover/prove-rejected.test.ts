import type { Solution } from '@twohours/exercises/solutions';
import type { TestVerdict } from '@twohours/wire/job';
import { expect, it } from 'vitest';
import type { ProverWishes } from '../run-job.ts';
import { proveRejected } from './prove-rejected.ts';
import type { Graded, Workbench } from './workbench.ts';

const mistake: Solution = { name: 'rejected/late', kind: 'rejected', files: {}, catches: ['TestA'] };
const reference: Solution = { name: 'reference', kind: 'reference', files: {}, catches: [] };

/** A workbench on which each grading in turn ends like this, first of the mistake and then, as often as it is asked for, of the reference. */
function benchOf(statuses: readonly TestVerdict['status'][], ofReference: readonly TestVerdict['status'][] = []) {
  const left = [...statuses];
  const controls = [...ofReference];
  const graded = (status: TestVerdict['status'] = 'passed', times?: TestVerdict['times']): Graded => ({
    ending: { kind: 'tests', tests: [{ id: 'TestA', status, elapsedMs: 1, output: '', ...(times && { times }) }], containers: 1 },
    phases: { waitMs: 0, compileMs: 0, runMs: 0, totalMs: 0 },
  });
  const gradeSome = async () => graded(left.shift());
  const grade = async ({ name }: Solution, { tests = [] }: ProverWishes = {}) =>
    name === reference.name ? graded(controls.shift()) : graded('failed', { passed: 0, of: tests[0]?.repeats ?? 1 });
  return { bench: { lanes: 1, tests: [{ id: 'TestA' }], gradeSome, grade } as unknown as Workbench, left, controls };
}

it('[PR14] a mistake that the quick proof misses is tried once more, and that is told', async () => {
  const { bench } = benchOf(['passed', 'failed']);
  expect((await proveRejected(bench, [mistake], { isQuick: true })).proof).toMatchObject({
    seen: '1 of 1 mistake caught, tried once, 1 of them twice',
    findings: [],
  });
});

it('[PR14] one that is caught is not tried again, and one that is missed twice is told', async () => {
  const caught = benchOf(['failed', 'failed']);
  expect((await proveRejected(caught.bench, [mistake], { isQuick: true })).proof).toMatchObject({
    seen: '1 of 1 mistake caught, tried once',
    findings: [],
  });
  expect(caught.left).toHaveLength(1);
  const missed = await proveRejected(benchOf(['passed', 'passed', 'failed']).bench, [mistake], { isQuick: true });
  expect(missed.proof.findings).toHaveLength(1);
});

it('[PR15] the full proof grades the reference among the mistakes, and what fails there is told', async () => {
  const mistakes = Array.from({ length: 45 }, () => mistake);
  const { bench, controls } = benchOf(
    mistakes.map(() => 'failed'),
    ['timed-out', ...Array.from({ length: 13 }, () => 'passed' as const), 'failed', 'passed', 'passed'],
  );
  expect((await proveRejected(bench, mistakes, { isQuick: false, control: reference })).proof).toMatchObject({
    seen: '45 of 45 mistakes caught, 20 of 20 times',
    findings: [{ where: 'reference, TestA', what: 'timed-out, 2 of 15 times among mistakes' }],
  });
  expect(controls).toHaveLength(2);
});
