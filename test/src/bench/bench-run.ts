import { BARS, figure, type BarName, type Figure } from './bars.ts';
import { startBaselines, type Baselines } from './baselines.ts';
import { Desk } from './desk.ts';
import { GoChroot } from './go-chroot.ts';
import { describeMachine, readCpuTicks, restless, TICK_MS } from './machine.ts';
import { measureCrowd, type CrowdResult } from './measure-crowd.ts';
import { measureProgram, type Floor, type Parts } from './measure-program.ts';
import { measurePromises } from './measure-promises.ts';
import { EDITED, editOf, loadProgram } from './programs.ts';
import { say } from './say.ts';
import { startStack, type Cleanups } from './stack.ts';
import type { Trace } from './trace.ts';

export type Figures = Readonly<Record<BarName, Figure>>;

export interface Result extends Figures {
  readonly rounds: number;
  readonly tookS: number;
  readonly machine: Readonly<Record<string, unknown>> & { readonly cores: number };
  readonly baselines: Baselines['how'];
  /** Where the time goes, by program, in milliseconds: of rounds that are in no figure. */
  readonly phases: Readonly<Record<string, Trace>>;
  /** What compiler, linker and program need by themselves, called directly with no isolation. */
  readonly floor: Readonly<Record<string, Floor | null>>;
  readonly cpuPerGrading: CrowdResult['cpuPerGrading'];
}

/** Measures everything, on a stack of its own. Whoever calls runs the cleanups. */
export async function benchRun(image: string, rounds: number, cleanups: Cleanups): Promise<Result> {
  const from = performance.now();
  const ticks = await readCpuTicks();
  say('Redis, server, sandbox and browser are started');
  const stack = await startStack(image, cleanups);
  const machine = await describeMachine(stack.docker, image);
  const parts: Record<string, Parts> = {};
  const phases: Record<string, Trace> = {};
  const floor: Record<string, Floor | null> = {};
  const light = await loadProgram('light');
  const programs = [light, await loadProgram('federated-search')];
  let baselines: Baselines | undefined;
  for (const program of programs) {
    const { name } = program;
    const desk = await Desk.open(stack, program.exercise, { ...program.files, [EDITED]: editOf(program, 0) });
    baselines ??= await startBaselines(stack, cleanups, desk, programs);
    const measured = await measureProgram(stack, baselines, desk, program, rounds);
    await desk.close();
    parts[name] = measured.parts;
    phases[name] = measured.trace;
    floor[name] = measured.floor ?? null;
  }
  if (!baselines) throw new Error('there is no program');
  const promises = await measurePromises(stack, light, rounds);
  const crowd = await measureCrowd(stack, baselines, light);
  parts['light'] = { ...parts['light'], ...promises, ...crowd.parts };
  const stolen = (await readCpuTicks())?.stolen;
  return {
    ...figuresOf(parts),
    rounds,
    tookS: Math.round((performance.now() - from) / 1_000),
    machine: {
      ...machine,
      stolenMs: ticks && stolen !== undefined ? (stolen - ticks.stolen) * TICK_MS : null,
      restless: { ...restless },
    },
    baselines: baselines.how,
    phases,
    floor,
    cpuPerGrading: crowd.cpuPerGrading,
  };
}

function figuresOf(parts: Readonly<Record<string, Parts>>): Figures {
  const one = (name: BarName) => {
    const programs = Object.fromEntries(Object.entries(parts).map(([program, its]) => [program, its[name]]));
    return figure(name, programs, GoChroot.obstacle());
  };
  return Object.fromEntries(Object.keys(BARS).map((name) => [name, one(name as BarName)])) as Record<BarName, Figure>;
}
