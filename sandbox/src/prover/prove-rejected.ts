import type { Solution } from '@twohours/exercises/solutions';
import { count, type Finding, type Proof } from './proof.ts';
import { hasPassed, verdictsOf } from './told.ts';
import type { HiddenTest, Workbench } from './workbench.ts';

/** 3. Quickly: every rejected solution is caught by the tests that it names, once, and no others are run. */
export async function proveRejected(bench: Workbench, rejected: readonly Solution[]): Promise<Proof> {
  const findings = await Promise.all(rejected.map(async (solution) => findInRejected(bench, solution, namedBy(bench, solution))));
  const caught = findings.filter((found) => found.length === 0).length;
  return {
    number: 3,
    what: 'every rejected solution is caught by the tests it names',
    isTried: true,
    seen: `${caught} of ${count(rejected.length, 'mistake')} caught, each once`,
    findings: findings.flat(),
  };
}

export function namedBy(bench: Workbench, { catches }: Solution): HiddenTest[] {
  return bench.tests.filter(({ id }) => catches.includes(id));
}

/** Which of the tests that have to catch it do not. */
export async function findInRejected(bench: Workbench, { name, files }: Solution, named: readonly HiddenTest[]): Promise<Finding[]> {
  const verdicts = verdictsOf(await bench.grade(files, named));
  // One that does not compile was never a mistake that a test could catch.
  if ('none' in verdicts) return [{ where: name, what: verdicts.none }];
  return [...verdicts.values()].filter(hasPassed).map(({ id }) => ({ where: `${name}, ${id}`, what: 'passed, and has to catch it' }));
}
