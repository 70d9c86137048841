import type { Solution } from '@twohours/exercises/solutions';
import { fewAtATime } from './few-at-a-time.ts';
import { count, type Finding, type Proof } from './proof.ts';
import { repeat, type Turns } from './repeat.ts';
import { failuresIn, hasPassed, verdictsOf } from './told.ts';
import type { Graded, HiddenTest, Workbench } from './workbench.ts';

/** How often a test that a mistake names has to catch it, of as many times. */
const REPEATS = 20;

/** What one rejected solution was caught by. */
export interface Caught {
  readonly solution: Solution;
  readonly findings: readonly Finding[];
  /** Of the tests that were run. */
  readonly by: readonly string[];
  /** It was missed at first. */
  readonly isLate?: boolean;
}

export interface Rejecting {
  readonly isQuick: boolean;
  /** Is right. In the full proof it is graded among the mistakes: what fails there may be the load's doing, and is told. */
  readonly control?: Solution | undefined;
}

/** 3. Every rejected solution is caught by the tests that it names: once, and no others are run; or always, beside all others. */
export async function proveRejected(
  bench: Workbench,
  rejected: readonly Solution[],
  { isQuick, control }: Rejecting,
): Promise<{ readonly proof: Proof; readonly caught: readonly Caught[] }> {
  const controls: Graded[] = [];
  const between = control && !isQuick ? Math.ceil(rejected.length / REPEATS) : Infinity;
  const caught = await fewAtATime([...rejected.entries()], bench.lanes + 1, async ([index, solution]) => {
    if (isQuick) return catchOnce(bench, solution);
    if (control && index % between === 0) controls.push(await bench.grade(control));
    return catchWith(bench, solution, bench.tests, REPEATS);
  });
  const good = caught.filter(({ findings }) => findings.length === 0).length;
  const late = caught.filter(({ isLate }) => isLate).length;
  const how = isQuick ? `tried once${late > 0 ? `, ${late} of them twice` : ''}` : `${REPEATS} of ${REPEATS} times`;
  const proof = {
    number: 3,
    what: 'every rejected solution is caught by the tests it names',
    isTried: true,
    seen: `${good} of ${count(rejected.length, 'mistake')} caught, ${how}`,
    findings: [...caught.flatMap(({ findings }) => findings), ...(control ? overloaded(control, controls) : [])],
  };
  return { proof, caught };
}

/** Each test that failed a right solution once or more. */
function overloaded(control: Solution, controls: readonly Graded[]): Finding[] {
  const all = controls.flatMap((graded) => failuresIn(control, graded));
  const places = [...new Set(all.map(({ where }) => where))];
  return places.flatMap((place) => {
    const [first, ...others] = all.filter(({ where }) => where === place);
    return first ? [{ ...first, what: `${first.what}, ${1 + others.length} of ${controls.length} times among mistakes` }] : [];
  });
}

/** Who is missed on a machine that is busy is tried again: whether that is luck, the full proof says. */
async function catchOnce(bench: Workbench, solution: Solution): Promise<Caught> {
  const named = namedBy(solution, bench.tests);
  const first = await catchWith(bench, solution, named);
  return first.findings.length === 0 ? first : { ...(await catchWith(bench, solution, named)), isLate: true };
}

export function namedBy({ catches }: Solution, tests: readonly HiddenTest[]): HiddenTest[] {
  return tests.filter(({ id }) => catches.includes(id));
}

/** Which of the given tests catch it, and which have to and do not. */
export async function catchWith(bench: Workbench, solution: Solution, tests: readonly HiddenTest[], times = 1): Promise<Caught> {
  const { name, catches } = solution;
  const verdicts = verdictsOf(await bench.gradeSome(solution, [...tests]));
  // One that does not compile was never a mistake that a test could catch.
  if ('none' in verdicts) return { solution, findings: [{ where: name, what: verdicts.none }], by: [] };
  const by = verdicts.filter((verdict) => !hasPassed(verdict) && verdict.status !== 'not-reached').map(({ id }) => id);
  const named = verdicts.filter(({ id }) => catches.includes(id));
  const asked = named.some(hasPassed) ? 1 : times;
  const turns = await repeat(bench, solution, named, asked);
  if ('none' in turns) return { solution, findings: [{ where: name, what: turns.none }], by };
  const missed = turns.filter(({ passed, of }) => passed > 0 || of < asked);
  const what = ({ passed, of }: Turns) =>
    passed === 0 ? `was reached ${of} of ${asked} times` : `passed${of > 1 ? ` ${passed} of ${of} times` : ''}, and has to catch it`;
  return { solution, findings: missed.map((each) => ({ where: `${name}, ${each.id}`, what: what(each) })), by };
}
