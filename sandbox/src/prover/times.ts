import type { Phases } from '@twohours/wire/job-ending';
import { count, type Proof } from './proof.ts';
import type { Graded } from './workbench.ts';

/** How long one grading of a right solution took. */
export interface Sample extends Phases {
  readonly solution: string;
}

export function sampleOf(solution: string, graded: Graded): Sample[] {
  return 'phases' in graded && graded.ending.kind === 'tests' ? [{ solution, ...graded.phases }] : [];
}

/** 7. How long a grading takes, and how much that varies. It has to fit into the time of one container. */
export function proveTimes(samples: readonly Sample[], wallMs: number): Proof {
  const proof = { number: 7, what: 'a grading fits the time of one container', isTried: samples.length > 0 };
  if (samples.length === 0) return { ...proof, seen: 'no grading of a right solution came to an end', findings: [] };
  const lengths = samples.map(({ totalMs }) => totalMs).toSorted((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
  const slow = samples.filter(({ runMs }) => runMs > wallMs);
  return {
    ...proof,
    seen: `${inSeconds(median)} s, from ${inSeconds(lengths[0] ?? 0)} to ${inSeconds(lengths.at(-1) ?? 0)} s in ${count(samples.length, 'grading')}; it may take ${wallMs / 1_000} s`,
    findings: slow.map(({ solution, runMs }) => ({ where: solution, what: `its tests took ${inSeconds(runMs)} s` })),
  };
}

function inSeconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}
