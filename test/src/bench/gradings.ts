import type { AttemptId } from '@twohours/wire/id';
import type { GradingView } from '@twohours/wire/grading';
import { pause, until } from '../harness/clock.ts';
import { CpuMeter, type CpuBill } from './cpu.ts';
import type { Crowd } from './crowd.ts';
import { calm } from './machine.ts';
import type { Stack } from './stack.ts';
import { rounded, spread, type Spread } from './statistics.ts';

type Graded = GradingView & { readonly state: Extract<GradingView['state'], { phase: 'graded' }> };

export interface Throughput {
  readonly count: number;
  readonly perSecond: number;
  readonly bill: CpuBill | undefined;
  /** How long it took in all, by the server's clock. */
  readonly tookMs: number;
  readonly compileMs: Spread;
  readonly runMs: Spread;
}

/**
 * Everybody submits at once, each something else: their gradings go through the real queue with nothing else to do. The
 * first few are done before, and do not count.
 */
export async function measureGradings(stack: Stack, crowd: Crowd, warmUps: number): Promise<Throughput> {
  const [warm, measured] = [crowd.members.slice(0, warmUps), crowd.members.slice(warmUps)];
  // The hidden package has been fetched before, as in any installation that graded anything.
  await Promise.all(warm.map(async ({ candidate }) => candidate.call('submitAttempt')));
  await allGraded(
    stack,
    warm.map(({ attempt }) => attempt),
  );
  await calm();
  const meter = new CpuMeter(stack);
  await meter.start();
  await Promise.all(measured.map(async ({ candidate }) => candidate.call('submitAttempt')));
  const gradings = await allGraded(
    stack,
    measured.map(({ attempt }) => attempt),
  );
  const bill = await meter.stop();
  const from = Math.min(...gradings.map(({ requestedAt }) => requestedAt));
  const tookMs = Math.max(...gradings.map(({ state }) => state.endedAt)) - from;
  return {
    count: gradings.length,
    perSecond: rounded((gradings.length / tookMs) * 1_000, 2),
    bill,
    tookMs,
    compileMs: spread(gradings.map(({ state }) => state.phases.compileMs)),
    runMs: spread(gradings.map(({ state }) => state.phases.runMs)),
  };
}

async function allGraded(stack: Stack, attempts: readonly AttemptId[]): Promise<Graded[]> {
  // Asking for what is queued costs next to nothing; asking for every result would take from what is measured.
  while ((await stack.admin.call('readStatus')).queued > 0) await pause(1_000);
  const graded: Graded[] = [];
  for (const attempt of attempts) graded.push(await gradedOne(stack, attempt));
  return graded;
}

async function gradedOne({ admin }: Stack, attempt: AttemptId): Promise<Graded> {
  let grading: GradingView | undefined;
  const isOver = async () => {
    [grading] = (await admin.call('readResult', { params: { attempt } })).gradings;
    return grading?.state.phase === 'graded' || grading?.state.phase === 'abandoned';
  };
  await until(isOver, 'a grading to end', 60_000);
  if (
    grading?.state.phase !== 'graded' ||
    grading.state.verdict.kind !== 'tests' ||
    grading.state.verdict.passedWeight !== grading.state.verdict.totalWeight
  )
    throw new Error(`the reference was not graded as it should: ${JSON.stringify(grading?.state)}`);
  return { ...grading, state: grading.state };
}
