import type { Solution } from '@twohours/exercises/solutions';
import { count, type Finding, type Proof } from './proof.ts';
import { failureOf, hasPassed, verdictsOf } from './told.ts';
import { findInHidden } from './prove-passing.ts';
import { findInRejected } from './prove-rejected.ts';
import type { HiddenTest, Workbench } from './workbench.ts';

/** What `--only` can be about. */
export type Only = { readonly test: HiddenTest } | { readonly solution: Solution };

/** Names are a test's, or a solution's with or without the folder that it is in. */
export function findOnly(name: string, tests: readonly HiddenTest[], solutions: readonly Solution[]): Only | undefined {
  const test = tests.find(({ id }) => id === name);
  if (test) return { test };
  const wanted = name.replace(/^solutions\//, '').replace(/\/$/, '');
  const found = solutions.filter((solution) => solution.name === wanted || solution.name.endsWith(`/${wanted}`));
  return found.length === 1 && found[0] ? { solution: found[0] } : undefined;
}

export async function proveOnly(bench: Workbench, only: Only, solutions: readonly Solution[]): Promise<Proof[]> {
  return 'test' in only ? proveTest(bench, only.test, solutions) : [await proveSolution(bench, only.solution)];
}

/** Of one test: whoever is right passes it, and the mistakes that name it do not. */
async function proveTest(bench: Workbench, test: HiddenTest, solutions: readonly Solution[]): Promise<Proof[]> {
  const right = solutions.filter(({ kind }) => kind !== 'rejected');
  const wrong = solutions.filter(({ catches }) => catches.includes(test.id));
  const [passing, caught] = await Promise.all([
    Promise.all(right.map(async (solution) => findInHidden(bench, solution, [test]))),
    Promise.all(wrong.map(async (solution) => findInRejected(bench, solution, [test]))),
  ]);
  const good = (findings: readonly Finding[][]) => findings.filter((found) => found.length === 0).length;
  return [
    {
      number: 2,
      what: `reference and accepted pass ${test.id}`,
      isTried: true,
      seen: `${good(passing)} of ${count(right.length, 'solution')}`,
      findings: passing.flat(),
    },
    {
      number: 3,
      what: `${test.id} catches those that name it`,
      isTried: true,
      seen: `${good(caught)} of ${count(wrong.length, 'mistake')}: ${wrong.map(({ name }) => name.replace('rejected/', '')).join(', ')}`,
      findings: caught.flat(),
    },
  ];
}

/** Of one solution: all tests, and which of them it fails. */
async function proveSolution(bench: Workbench, { name, kind, files, catches }: Solution): Promise<Proof> {
  const isRejected = kind === 'rejected';
  const proof = { number: isRejected ? 3 : 2, what: isRejected ? `${name} is caught by the tests it names` : `${name} passes everything`, isTried: true };
  const verdicts = verdictsOf(await bench.grade(files));
  if ('none' in verdicts) return { ...proof, seen: 'it did not come to any test', findings: [{ where: name, what: verdicts.none }] };
  const all = [...verdicts.values()];
  const failed = all.filter((verdict) => !hasPassed(verdict));
  const list = failed.map(({ id, status }) => `${id} ${status}`).join(', ');
  const findings = isRejected
    ? all.filter((verdict) => catches.includes(verdict.id) && hasPassed(verdict)).map(({ id }) => ({ where: id, what: 'passed, and has to catch it' }))
    : failed.map((verdict) => failureOf(verdict.id, verdict));
  return { ...proof, seen: failed.length === 0 ? `passes ${count(all.length, 'test')}` : `of ${count(all.length, 'test')}: ${list}`, findings };
}
