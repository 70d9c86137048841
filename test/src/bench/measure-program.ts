import { part, type BarName, type Part } from './bars.ts';
import type { Baselines } from './baselines.ts';
import type { Desk } from './desk.ts';
import { DirectTools, type DirectTimes } from './direct-tools.ts';
import type { Timed } from './go-test-output.ts';
import { GoTest } from './go-test.ts';
import { calm } from './machine.ts';
import { measureOutputLag } from './output-lag.ts';
import { measureOverhead, type Round } from './overhead.ts';
import type { Program } from './programs.ts';
import { say } from './say.ts';
import type { Stack } from './stack.ts';
import { ratios, spread, type Spread } from './statistics.ts';
import { traceRuns, type Trace } from './trace.ts';

export type Parts = Partial<Record<BarName, Part>>;
export type Floor = Record<keyof DirectTimes, Spread>;

export interface ProgramResult {
  readonly parts: Parts;
  readonly trace: Trace;
  readonly floor: Floor | undefined;
}

/** They explain figures and are none, so that fewer do. */
const MOST_TRACES = 5;

/** Everything that is measured of one program alone: overheads, the first event, the same files again, output. */
export async function measureProgram(stack: Stack, baselines: Baselines, desk: Desk, program: Program, rounds: number): Promise<ProgramResult> {
  const plain = new GoTest(baselines.plain, program.name);
  const bare = baselines.bare && new GoTest(baselines.bare, program.name, 'GORACE=atexit_sleep_ms=50');
  const measured = await measureOverhead(stack, program, { desk, plain, bare, fresh: baselines.fresh }, rounds);
  say(`${program.name}: traces, output`);
  const trace = await traceRuns(stack, program, desk, Math.min(rounds, MOST_TRACES));
  const lags = spread(await measureOutputLag(stack, program, rounds));
  const parts = { ...overheadParts(measured), outputLagMs: part('outputLagMs', lags, { lag: lags }) };
  return { parts, trace, floor: await measureFloor(baselines, program, rounds) };
}

/** What the tools themselves need, called directly: nobody can be faster with them. */
async function measureFloor({ bare }: Baselines, program: Program, rounds: number): Promise<Floor | undefined> {
  if (!bare) return undefined;
  const tools = await DirectTools.prepare(bare, program, 'visible');
  return directSpreads(await measureDirect(tools, Math.min(rounds, MOST_TRACES)));
}

/** The first warms up and does not count. */
export async function measureDirect(tools: DirectTools, rounds: number): Promise<DirectTimes[]> {
  const times: DirectTimes[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    await calm();
    times.push(await tools.measure(round));
  }
  return times.slice(1);
}

export function directSpreads(times: readonly DirectTimes[]): Floor {
  const of = (name: keyof DirectTimes) => spread(times.map((each) => each[name]));
  return { compileMs: of('compileMs'), linkMs: of('linkMs'), runMs: of('runMs'), cpuMs: of('cpuMs') };
}

const overhead = ({ totalMs, testsMs }: Timed): number => totalMs - testsMs;

function overheadParts(rounds: readonly Round[]): Parts {
  const side = (of: (round: Round) => Timed) => rounds.map((round) => overhead(of(round)));
  const [ours, same, plain, fresh] = [side((each) => each.ours), side((each) => each.same), side((each) => each.plain), side((each) => each.fresh)];
  const firstEvent = spread(rounds.flatMap((each) => [each.ours.firstEventMs]));
  const own = (of: (round: Round) => Timed) => spread(rounds.map((round) => of(round).testsMs));
  const oursTimes = {
    ours: spread(ours),
    oursTestsThemselves: own((each) => each.ours),
    oursToTheEnd: spread(rounds.map((each) => each.ours.endedMs)),
  };
  return {
    overheadToPlain: part('overheadToPlain', ratios(ours, plain), {
      ratios: ratios(ours, plain),
      ...oursTimes,
      plain: spread(plain),
      plainTestsThemselves: own((each) => each.plain),
      plainVet: spread(rounds.map((each) => each.plainVetMs)),
    }),
    ...bareParts(rounds, ours),
    freshToOurs: part('freshToOurs', ratios(fresh, ours), {
      ratios: ratios(fresh, ours),
      ...oursTimes,
      fresh: spread(fresh),
      freshTestsThemselves: own((each) => each.fresh),
    }),
    firstEventMs: part('firstEventMs', firstEvent, { firstEvent }),
    sameFilesMs: part('sameFilesMs', spread(same), { same: spread(same), sameTestsThemselves: own((each) => each.same) }),
  };
}

function bareParts(rounds: readonly Round[], ours: readonly number[]): Parts {
  const bare = rounds.flatMap((round) => (round.bare ? [round.bare] : []));
  if (bare.length < rounds.length) return {};
  const bareMs = bare.map(overhead);
  return {
    overheadToBare: part('overheadToBare', ratios(ours, bareMs), {
      ratios: ratios(ours, bareMs),
      ours: spread(ours),
      bare: spread(bareMs),
      bareTestsThemselves: spread(bare.map(({ testsMs }) => testsMs)),
      bareVet: spread(rounds.map(({ bareVetMs }) => bareVetMs ?? Number.NaN)),
    }),
  };
}
