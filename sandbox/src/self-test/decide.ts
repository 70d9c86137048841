import { isGvisor } from '../runtimes.ts';
import { PROBE_CLASSES, type ProbeClass } from './probes.ts';
import type { ProbeResult } from './result.ts';

export interface Leniency {
  /** Of the run stage; the engine's own where undefined. */
  readonly runtime: string | undefined;
  /** For development only: gVisor that cannot use cgroups limits neither memory nor processes. */
  readonly allowsUnlimitedRunsc: boolean;
}

export interface Decision {
  readonly state: 'passed' | 'failed';
  /** Why it failed; empty where it passed. */
  readonly failed: readonly ProbeResult[];
  /** Not held, and let pass because the operator said so. */
  readonly tolerated: readonly ProbeResult[];
}

const UNLIMITED: readonly ProbeClass[] = ['memory', 'processes'];

/** Whether candidates' code may be executed. What is not known to be held is not held. */
export function decide(results: readonly ProbeResult[], { runtime, allowsUnlimitedRunsc }: Leniency): Decision {
  const isLenient = allowsUnlimitedRunsc && isGvisor(runtime);
  const tolerated = results.filter((result) => isLenient && result.held === 'not-held' && UNLIMITED.includes(result.class));
  const absent = PROBE_CLASSES.filter((each) => !results.some((result) => result.class === each)).map(neverTried);
  const failed = [...results.filter((result) => result.held !== 'held' && !tolerated.includes(result)), ...absent];
  return { state: failed.length === 0 ? 'passed' : 'failed', failed, tolerated };
}

function neverTried(of: ProbeClass): ProbeResult {
  return { class: of, tried: 'nothing', must: 'every class is tried', seen: 'no result', held: 'untried' };
}
