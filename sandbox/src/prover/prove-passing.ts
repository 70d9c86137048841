import type { Solution } from '@twohours/exercises/solutions';
import { passOften } from './pass-often.ts';
import { passOnce } from './pass-once.ts';
import { count, type Proof } from './proof.ts';
import type { Sample } from './times.ts';
import type { Workbench } from './workbench.ts';

/** 2. The reference and every accepted solution pass everything: once, or as often as can be waited for. */
export async function provePassing(
  bench: Workbench,
  solutions: readonly Solution[],
  isQuick: boolean,
): Promise<{ readonly proof: Proof; readonly samples: readonly Sample[] }> {
  const all = isQuick ? await Promise.all(solutions.map(async (solution) => passOnce(bench, solution))) : await passOften(bench, solutions);
  const right = all.filter(({ findings }) => findings.length === 0).length;
  const proof = {
    number: 2,
    what: 'reference and accepted pass everything',
    isTried: true,
    seen: `${right} of ${count(solutions.length, 'solution')} pass, ${isQuick ? 'each test once' : 'each short test 100 times, 20 of them in whole gradings'}`,
    findings: all.flatMap(({ findings }) => findings),
  };
  return { proof, samples: all.flatMap(({ samples }) => samples) };
}
