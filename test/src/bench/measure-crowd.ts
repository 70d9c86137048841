import { part } from './bars.ts';
import type { Baselines } from './baselines.ts';
import { judgeBurst, measureRunsPerSecond, pressTogether } from './burst.ts';
import type { CpuBill } from './cpu.ts';
import { Crowd } from './crowd.ts';
import { DirectTools } from './direct-tools.ts';
import { measureGradings, type Throughput } from './gradings.ts';
import { calm, CORES } from './machine.ts';
import { directSpreads, measureDirect, type Parts } from './measure-program.ts';
import type { Program } from './programs.ts';
import { say } from './say.ts';
import type { Stack } from './stack.ts';
import { rounded, type Spread } from './statistics.ts';
import { withoutTrials } from './verdict-only.ts';

const CANDIDATES = 50;
/** And some more, so that there are sixty gradings and two to warm up with. */
const GRADINGS = 60;
const WARM = 2;

export interface CrowdResult {
  readonly parts: Parts;
  /** In milliseconds a grading; null where the machine does not tell. */
  readonly cpuPerGrading: Readonly<Record<string, number>> | null;
}

/** Everything that takes many candidates: the burst, and gradings one after the other with all cores busy. */
export async function measureCrowd(stack: Stack, { bare }: Baselines, program: Program): Promise<CrowdResult> {
  say(`${GRADINGS + WARM} candidates come`);
  const crowd = await Crowd.gather(stack, withoutTrials(program), GRADINGS + WARM);
  try {
    await crowd.edit(1);
    await calm();
    say('runs, one after the other');
    const runsPerSecond = await measureRunsPerSecond(crowd.first(CANDIDATES));
    await crowd.edit(2);
    await calm();
    say(`${CANDIDATES} press Run within a second`);
    const burst = judgeBurst(await pressTogether(crowd.first(CANDIDATES)), runsPerSecond);
    await crowd.edit(3);
    await calm();
    say(`${GRADINGS} gradings`);
    const gradings = await measureGradings(stack, crowd, WARM);
    const direct = bare && directSpreads(await measureDirect(await DirectTools.prepare(bare, program, 'hidden'), CANDIDATES / 5));
    return {
      parts: {
        burstP95ToIdeal: part('burstP95ToIdeal', burst.value, burst.times),
        gradingsPerSecond: part('gradingsPerSecond', gradings.perSecond, timesOf(gradings)),
        ...(direct && { throughputToBareCpu: cpuPart(gradings, direct) }),
      },
      cpuPerGrading: gradings.bill ? perGrading(gradings.bill, gradings.count, direct?.cpuMs.median) : null,
    };
  } finally {
    crowd.leave();
  }
}

function timesOf({ count, tookMs, compileMs, runMs }: Throughput): Record<string, Spread | number> {
  return { gradings: count, tookMs, compile: compileMs, run: runMs };
}

/** 1 would be: all cores did nothing but compile, link and run, as they would without us. */
function cpuPart({ perSecond }: Throughput, direct: ReturnType<typeof directSpreads>) {
  const share = (direct.cpuMs.median / 1_000) * (perSecond / CORES);
  return part('throughputToBareCpu', rounded(share, 3), { ...direct, gradingsPerSecond: perSecond, cores: CORES });
}

function perGrading(bill: CpuBill, gradings: number, bareMs: number | undefined): Record<string, number> {
  const each = Object.fromEntries(Object.entries(bill).map(([who, ms]) => [who, rounded(ms / gradings, 1)]));
  return { ...(bareMs !== undefined && { bareCompileLinkRun: bareMs }), ...each };
}
