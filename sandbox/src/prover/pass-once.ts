import type { Solution } from '@twohours/exercises/solutions';
import type { TestVerdict } from '@twohours/wire/job';
import type { Finding } from './proof.ts';
import { failuresIn, placed, verdictsOf, withoutTests } from './told.ts';
import { sampleOf, type Sample } from './times.ts';
import type { HiddenTest, Workbench } from './workbench.ts';

/** What a right solution did not pass, and how long it took. */
export interface Passing {
  readonly solution: Solution;
  readonly findings: readonly Finding[];
  readonly samples: readonly Sample[];
  /** Of the hidden tests. */
  readonly verdicts: readonly TestVerdict[];
}

/** Everything once: its visible tests, as it has them, and the hidden ones. */
export async function passOnce(bench: Workbench, solution: Solution, tests?: readonly HiddenTest[]): Promise<Passing> {
  const visible = tests === undefined ? await findInVisible(bench, solution) : [];
  const graded = tests === undefined ? await bench.grade(solution) : await bench.gradeSome(solution, [...tests]);
  const samples = sampleOf(solution.name, graded);
  const verdicts = verdictsOf(graded);
  return { solution, findings: [...visible, ...failuresIn(solution, graded)], samples, verdicts: 'none' in verdicts ? [] : verdicts };
}

async function findInVisible(bench: Workbench, solution: Solution): Promise<Finding[]> {
  const { name } = solution;
  const ran = await bench.run(solution);
  if ('fault' in ran || ran.ending.kind !== 'ran') return [{ where: name, what: withoutTests(ran) }];
  const { tests, diagnostics, outcome } = ran.ending;
  const failed = tests.filter(({ status }) => status !== 'passed' && status !== 'skipped');
  const output = diagnostics.map(placed).join('\n');
  if (failed.length > 0) return failed.map((test) => ({ where: name, what: `the visible test ${test.name}: ${test.status}`, output }));
  if (outcome.kind === 'exited' && outcome.exitCode === 0) return [];
  return [{ where: name, what: `its visible tests ended as ${outcome.kind}`, output }];
}
