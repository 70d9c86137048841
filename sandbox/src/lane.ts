import type { LaneJob } from '@twohours/wire/job';
import type { GradingEnding, LaneEnding, LaneFinding } from '@twohours/wire/job-ending';
import { after, type SandboxClock } from './clock.ts';
import { LANE } from './limits.ts';

export interface LaneDeps {
  readonly clock: SandboxClock;
  /** Some of the hidden tests, each once. Throws where it was stopped by the signal. */
  readonly grade: (step: LaneJob['steps'][number], signal: AbortSignal) => Promise<GradingEnding>;
  readonly image: string;
}

/**
 * Hidden tests on files of earlier moments, step by step. After a slice of time no further step is begun. One in the middle of
 * which the budget is spent is given up, and nothing is said of it: tests that we stop have neither failed nor hung.
 */
export async function runLanes(
  { clock, grade, image }: LaneDeps,
  job: Pick<LaneJob, 'steps' | 'budgetMs'>,
  signal: AbortSignal,
): Promise<LaneEnding> {
  const begunAt = clock.monotonicMs();
  const spentMs = () => Math.round(clock.monotonicMs() - begunAt);
  const spent = new AbortController();
  const budget = after(clock, job.budgetMs, () => spent.abort());
  const done: LaneFinding[] = [];
  try {
    for (const step of job.steps) {
      if (done.length > 0 && spentMs() > LANE.sliceMs) break;
      done.push(findingOf(await grade(step, AbortSignal.any([signal, spent.signal]))));
    }
  } catch (error) {
    // Stopped by whoever stops jobs, it is no slice at all.
    if (signal.aborted || !spent.signal.aborted) throw error;
  } finally {
    budget.cancel();
  }
  return { done, spentMs: spentMs(), isCut: spent.signal.aborted, image };
}

function findingOf(ending: GradingEnding): LaneFinding {
  if (ending.kind !== 'tests') return { kind: ending.kind };
  return { kind: 'tests', tests: ending.tests.map(({ id, status }) => ({ id, status })) };
}
