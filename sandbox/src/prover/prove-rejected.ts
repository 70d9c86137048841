import type { Solution } from '@twohours/exercises/solutions';
import { count, type Finding, type Proof } from './proof.ts';
import { hasPassed, verdictsOf } from './told.ts';
import type { HiddenTest, Workbench } from './workbench.ts';

/** How often a test that a mistake names has to catch it, of as many times. */
const REPEATS = 20;

/** What one rejected solution was caught by. */
export interface Caught {
  readonly solution: Solution;
  readonly findings: readonly Finding[];
  /** Of the tests that were run, in any of their turns. */
  readonly by: readonly string[];
}

/** 3. Every rejected solution is caught by the tests that it names: once, and no others are run; or always, beside all others. */
export async function proveRejected(
  bench: Workbench,
  rejected: readonly Solution[],
  isQuick: boolean,
): Promise<{ readonly proof: Proof; readonly caught: readonly Caught[] }> {
  const caught = await Promise.all(
    rejected.map(async (solution) => {
      const { catches } = solution;
      const named = (test: HiddenTest) => catches.includes(test.id);
      const tests = isQuick ? bench.tests.filter(named) : bench.tests.map((test) => (named(test) ? { ...test, repeats: REPEATS } : test));
      return catchWith(bench, solution, tests);
    }),
  );
  const good = caught.filter(({ findings }) => findings.length === 0).length;
  const proof = {
    number: 3,
    what: 'every rejected solution is caught by the tests it names',
    isTried: true,
    seen: `${good} of ${count(rejected.length, 'mistake')} caught, ${isQuick ? 'tried once' : `${REPEATS} of ${REPEATS} times`}`,
    findings: caught.flatMap(({ findings }) => findings),
  };
  return { proof, caught };
}

/** Which of the given tests catch it, and which have to and do not. */
export async function catchWith(bench: Workbench, solution: Solution, tests: readonly HiddenTest[]): Promise<Caught> {
  const { name, catches } = solution;
  const verdicts = verdictsOf(await bench.grade(solution, { tests: [...tests] }));
  // One that does not compile was never a mistake that a test could catch.
  if ('none' in verdicts) return { solution, findings: [{ where: name, what: verdicts.none }], by: [] };
  const findings = verdicts.flatMap(({ id, status, times }) => {
    if (!catches.includes(id)) return [];
    if (status === 'not-reached' || (times && times.of < REPEATS && times.passed === 0))
      return [{ where: `${name}, ${id}`, what: `ran ${times?.of ?? 0} times before the time for a grading was spent` }];
    const passed = times?.passed ?? (status === 'passed' ? 1 : 0);
    return passed > 0 ? [{ where: `${name}, ${id}`, what: `passed${times ? ` ${passed} of ${times.of} times` : ''}, and has to catch it` }] : [];
  });
  return { solution, findings, by: verdicts.filter((verdict) => !hasPassed(verdict) && verdict.status !== 'not-reached').map(({ id }) => id) };
}
