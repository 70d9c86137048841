import { TookTooLong, within } from '../clock.ts';
import type { Engine } from '../engine.ts';
import type { HandIn } from '../hand-in.ts';
import type { Images } from '../images.ts';
import { Pool, type PoolDeps } from '../pool.ts';
import { ProgramCache } from '../program-cache.ts';
import { askEngine } from './about-engine.ts';
import { FORGERY, HIDDEN_PROBES, VISIBLE_PROBES } from './probes.ts';
import { loadPrograms, LIMITS } from './programs.ts';
import { runProbes, type Route } from './run-probes.ts';
import type { ProbeResult } from './result.ts';

export interface SelfTestDeps {
  readonly engine: Engine;
  /** In the order in which they are tried; the first that works is taken. */
  readonly handIns: readonly HandIn[];
  readonly runtime: string | undefined;
  readonly instance: string;
  readonly worker: string;
  readonly log: PoolDeps['log'];
}

export interface SelfTestReport {
  readonly results: readonly ProbeResult[];
  /** The way in which programs were handed in. */
  readonly handIn: HandIn['kind'];
  readonly tookMs: number;
}

/** A runtime that hangs must not make us wait for ever; each call to Docker has a limit of its own besides. */
const SELF_TEST_MS = 120_000;

/** Tries to break out in every way that we know of, on the path that candidates' code takes. */
export async function selfTest(deps: SelfTestDeps, images: Images, signal: AbortSignal): Promise<SelfTestReport> {
  const { clock } = deps.engine;
  const from = clock.monotonicMs();
  const { kernel } = await askEngine(deps.engine);
  const programs = await loadPrograms(kernel);
  let report: SelfTestReport | undefined;
  for (const handIn of deps.handIns) {
    const results = await tryOnce(deps, handIn, images, (route, late) => runProbes(route, programs, AbortSignal.any([signal, late])));
    report = { results, handIn: handIn.kind, tookMs: Math.round(clock.monotonicMs() - from) };
    if (results.some((result) => result.class === 'hand-in' && result.held === 'held')) break;
  }
  if (!report) throw new Error('no way to hand in programs was named');
  return report;
}

/** Containers are made for it on the spot and none is kept: those that wait for candidates stay as they are. */
async function tryOnce(
  deps: SelfTestDeps,
  handIn: HandIn,
  images: Images,
  run: (route: Route, late: AbortSignal) => Promise<ProbeResult[]>,
): Promise<ProbeResult[]> {
  const { engine, worker } = deps;
  const pool = new Pool({ ...deps, handIn, size: 0, slots: 1 });
  const route = { engine, images, pool, programs: new ProgramCache(0), operator: LIMITS, worker };
  try {
    return await within(engine.clock, SELF_TEST_MS, 'the self-test', async (late) => run(route, late));
  } catch (error) {
    if (!(error instanceof TookTooLong)) throw error;
    const all = [...HIDDEN_PROBES, FORGERY, ...Object.values(VISIBLE_PROBES)];
    return all.map(({ class: of, tried, must }) => ({ class: of, tried, must, held: 'untried', seen: error.message }));
  } finally {
    await pool.close();
  }
}
