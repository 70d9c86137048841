import type { Solution } from '@twohours/exercises/solutions';
import { passOnce } from './pass-once.ts';
import { count, type Finding, type Proof } from './proof.ts';
import { catchWith, namedBy } from './prove-rejected.ts';
import type { HiddenTest, Workbench } from './workbench.ts';

/** What `--only` can be about. */
export type Only = { readonly test: HiddenTest } | { readonly solution: Solution };

/** Names are a test's, or a solution's with or without the folder that it is in. */
export function findOnly(name: string, tests: readonly HiddenTest[], solutions: readonly Solution[]): Only | undefined {
  const test = tests.find(({ id }) => id === name);
  if (test) return { test };
  const wanted = name.replace(/^.*solutions\//, '').replace(/\/$/, '');
  const found = solutions.filter((solution) => solution.name === wanted || solution.name.endsWith(`/${wanted}`));
  return found.length === 1 && found[0] ? { solution: found[0] } : undefined;
}

export async function proveOnly(bench: Workbench, only: Only, solutions: readonly Solution[]): Promise<Proof[]> {
  if ('test' in only) return proveTest(bench, only.test, solutions);
  return [await (only.solution.kind === 'rejected' ? proveMistake(bench, only.solution) : proveRight(bench, only.solution))];
}

/** Of one test: whoever is right passes it, and the mistakes that name it do not. */
async function proveTest(bench: Workbench, test: HiddenTest, solutions: readonly Solution[]): Promise<Proof[]> {
  const right = solutions.filter(({ kind }) => kind !== 'rejected');
  const wrong = solutions.filter(({ catches }) => catches.includes(test.id));
  const [passing, caught] = await Promise.all([
    Promise.all(right.map(async (solution) => passOnce(bench, solution, [test]))),
    Promise.all(wrong.map(async (solution) => catchWith(bench, solution, [test]))),
  ]);
  const good = (all: readonly { readonly findings: readonly Finding[] }[]) => all.filter(({ findings }) => findings.length === 0).length;
  return [
    {
      number: 2,
      what: `reference and accepted pass ${test.id}`,
      isTried: true,
      seen: `${good(passing)} of ${count(right.length, 'solution')}`,
      findings: passing.flatMap(({ findings }) => findings),
    },
    {
      number: 3,
      what: `${test.id} catches those that name it`,
      isTried: wrong.length > 0,
      seen: `${good(caught)} of ${count(wrong.length, 'mistake')}: ${wrong.map(({ name }) => name.replace('rejected/', '')).join(', ')}`,
      findings: caught.flatMap(({ findings }) => findings),
    },
  ];
}

async function proveRight(bench: Workbench, solution: Solution): Promise<Proof> {
  const { findings } = await passOnce(bench, solution);
  const seen = findings.length === 0 ? `${count(bench.tests.length, 'hidden test')}, and its visible ones` : count(findings.length, 'complaint');
  return { number: 2, what: `${solution.name} passes everything`, isTried: true, seen, findings };
}

/** Of one mistake: the tests that it names. Which others catch it, the kill matrix says. */
async function proveMistake(bench: Workbench, solution: Solution): Promise<Proof> {
  const { name } = solution;
  const named = namedBy(solution, bench.tests);
  const { findings, by } = await catchWith(bench, solution, named);
  return {
    number: 3,
    what: `${name} is caught by the tests it names`,
    isTried: named.length > 0,
    seen: by.length === 0 ? 'by none' : `by ${by.join(', ')}`,
    findings,
  };
}
