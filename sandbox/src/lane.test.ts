import type { LaneJob } from '@twohours/wire/job';
import type { GradingEnding } from '@twohours/wire/job-ending';
import { describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import { runLanes } from './lane.ts';
import { LANE } from './limits.ts';

const steps = (...tests: string[]): LaneJob['steps'] => tests.map((test) => ({ files: { 'a.go': test }, tests: [test] }));
const passes = ({ tests }: LaneJob['steps'][number]): GradingEnding => ({
  kind: 'tests',
  containers: 1,
  tests: tests.map((id) => ({ id, status: 'passed', elapsedMs: 1, output: 'not kept' })),
});
const never = new AbortController().signal;

/** Each step takes so long. */
function machine(stepMs: number) {
  let now = 0;
  const clock = { ...systemClock, monotonicMs: () => now, sleep: async () => new Promise<void>(() => undefined) };
  const begun: string[] = [];
  const grade = async (step: LaneJob['steps'][number]) => {
    begun.push(...step.tests);
    now += stepMs;
    return passes(step);
  };
  return { begun, deps: { clock, grade, image: 'i' } };
}

describe('a slice of lanes', () => {
  it('[LA1] begins nothing more once its time is over, and says how long it took', async () => {
    const { begun, deps } = machine(LANE.sliceMs - 1);
    const ending = await runLanes(deps, { steps: steps('A', 'B', 'C'), budgetMs: 100_000 }, never);
    expect(begun).toEqual(['A', 'B']);
    expect(ending).toEqual({
      done: [
        { kind: 'tests', tests: [{ id: 'A', status: 'passed' }] },
        { kind: 'tests', tests: [{ id: 'B', status: 'passed' }] },
      ],
      spentMs: 2 * (LANE.sliceMs - 1),
      isCut: false,
      image: 'i',
    });
  });

  it('[LA1] does one step, however long that takes', async () => {
    const { begun, deps } = machine(60_000);
    expect(await runLanes(deps, { steps: steps('A', 'B'), budgetMs: 100_000 }, never)).toMatchObject({ spentMs: 60_000, isCut: false });
    expect(begun).toEqual(['A']);
  });

  it('[LA2] gives up the step in which the budget is spent, and says nothing of it', async () => {
    const grade = async (step: LaneJob['steps'][number], signal: AbortSignal): Promise<GradingEnding> => {
      if (step.tests[0] === 'A') return passes(step);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('the grading was stopped'))));
    };
    const ending = await runLanes({ clock: systemClock, grade, image: 'i' }, { steps: steps('A', 'B', 'C'), budgetMs: 30 }, never);
    expect(ending.done).toHaveLength(1);
    expect(ending.isCut).toBe(true);
    expect(ending.spentMs).toBeGreaterThanOrEqual(29);
  });

  it('[LA2] that is stopped by somebody else is none', async () => {
    const stop = new AbortController();
    const grade = async () => {
      stop.abort();
      throw new Error('the grading was stopped');
    };
    await expect(runLanes({ clock: systemClock, grade, image: 'i' }, { steps: steps('A'), budgetMs: 1_000 }, stop.signal)).rejects.toThrow('stopped');
  });
});
