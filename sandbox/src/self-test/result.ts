import type { Probe } from './probes.ts';

/** What became of one probe. */
export interface ProbeResult extends Probe {
  readonly seen: string;
  /** `untried`: it did not get so far, so nothing is known; which is no reason to trust. */
  readonly held: 'held' | 'not-held' | 'untried';
}

/** One sentence for the log and for operators. */
export function sentenceOf(result: ProbeResult): string {
  const what = result.held === 'untried' ? 'could not be tried' : 'is not held';
  return `${result.class} ${what}: ${result.tried}. Must happen: ${result.must}. Seen: ${result.seen.replace(/[.]$/, '')}.`;
}
