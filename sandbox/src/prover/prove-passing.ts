import type { Solution } from '@twohours/exercises/solutions';
import { count, type Finding, type Proof } from './proof.ts';
import { failureOf, hasPassed, verdictsOf, withoutTests } from './told.ts';
import type { HiddenTest, Workbench } from './workbench.ts';

/** 2. Quickly: the reference and every accepted solution pass everything once, the visible tests too. */
export async function provePassing(bench: Workbench, passing: readonly Solution[]): Promise<Proof> {
  const findings = await Promise.all(
    passing.map(async (solution) => [...(await findInVisible(bench, solution)), ...(await findInHidden(bench, solution))]),
  );
  const right = findings.filter((found) => found.length === 0).length;
  return {
    number: 2,
    what: 'reference and accepted pass everything',
    isTried: true,
    seen: `${right} of ${count(passing.length, 'solution')} pass, each test once`,
    findings: findings.flat(),
  };
}

async function findInVisible(bench: Workbench, { name, files }: Solution): Promise<Finding[]> {
  const ran = await bench.run(files);
  if ('fault' in ran || ran.ending.kind !== 'ran') return [{ where: name, what: withoutTests(ran) }];
  const { tests, diagnostics, outcome } = ran.ending;
  const failed = tests.filter(({ status }) => status !== 'passed' && status !== 'skipped');
  if (failed.length === 0 && outcome.kind === 'exited' && outcome.exitCode === 0) return [];
  if (failed.length === 0) return [{ where: name, what: `its visible tests ended as ${outcome.kind}` }];
  const output = diagnostics.map(({ path, line, message }) => `${path ?? ''}:${line ?? ''}: ${message}`).join('\n');
  return failed.map((test) => ({ where: name, what: `the visible test ${test.name}: ${test.status}`, output }));
}

/** Whatever does not pass. */
export async function findInHidden(bench: Workbench, { name, files }: Solution, tests?: readonly HiddenTest[]): Promise<Finding[]> {
  const verdicts = verdictsOf(await bench.grade(files, tests));
  if ('none' in verdicts) return [{ where: name, what: verdicts.none }];
  return [...verdicts.values()].filter((verdict) => !hasPassed(verdict)).map((verdict) => failureOf(`${name}, ${verdict.id}`, verdict));
}
