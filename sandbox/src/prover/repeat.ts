import type { Solution } from '@twohours/exercises/solutions';
import type { TestVerdict } from '@twohours/wire/job';
import { hasPassed, verdictsOf } from './told.ts';
import type { HiddenTest, Workbench } from './workbench.ts';

/** So long a container may be busy with repeats: short ones share it, long ones are divided among the lanes. */
const BATCH_MS = 20_000;

/** What became of one test over several turns. */
export interface Turns {
  readonly id: string;
  readonly passed: number;
  readonly of: number;
  /** The first that did not pass. */
  readonly odd?: TestVerdict;
}

/** Runs tests so often, the given first turn included. */
export async function repeat(
  bench: Workbench,
  solution: Solution,
  first: readonly TestVerdict[],
  times: number,
): Promise<Turns[] | { readonly none: string }> {
  const batches = batchesOf(bench.tests, first, times - 1);
  const all = await Promise.all(batches.map(async (tests) => verdictsOf(await bench.grade(solution, { tests }))));
  const turns = new Map(first.map((verdict) => [verdict.id, turnsOf(verdict)]));
  for (const verdicts of all) {
    if ('none' in verdicts) return verdicts;
    for (const verdict of verdicts) turns.set(verdict.id, sum(turns.get(verdict.id), turnsOf(verdict)));
  }
  return [...turns.values()];
}

/** By how long each took. */
export function batchesOf(tests: readonly HiddenTest[], first: readonly TestVerdict[], times: number): HiddenTest[][] {
  const batches: HiddenTest[][] = [];
  let room = 0;
  for (const { id, elapsedMs } of first) {
    const test = tests.find((each) => each.id === id);
    const tookMs = Math.max(1, elapsedMs);
    for (let left = test ? times : 0; test && left > 0;) {
      if (room < tookMs || batches.length === 0) {
        batches.push([]);
        room = BATCH_MS;
      }
      const repeats = Math.min(left, Math.max(1, Math.floor(room / tookMs)));
      batches.at(-1)?.push({ ...test, repeats });
      room -= repeats * tookMs;
      left -= repeats;
    }
  }
  return batches;
}

function turnsOf(verdict: TestVerdict): Turns {
  const { id, status } = verdict;
  const { passed, of } = verdict.times ?? { passed: hasPassed(verdict) ? 1 : 0, of: status === 'not-reached' ? 0 : 1 };
  return { id, passed, of, ...(!hasPassed(verdict) && { odd: verdict }) };
}

function sum(before: Turns | undefined, turns: Turns): Turns {
  if (!before) return turns;
  const odd = before.odd ?? turns.odd;
  return { id: turns.id, passed: before.passed + turns.passed, of: before.of + turns.of, ...(odd && { odd }) };
}
