import type { Probe } from './probes.ts';

/** What became of one probe. */
export interface ProbeResult extends Probe {
  readonly seen: string;
  /** `untried`: it did not get so far, so nothing is known; which is no reason to trust. */
  readonly held: 'held' | 'not-held' | 'untried';
}

/** For the log and for operators: a sentence each, but one for all that have the same cause. */
export function sentencesOf(results: readonly ProbeResult[]): string[] {
  const groups = Map.groupBy(results, ({ held, seen }) => `${held} ${seen}`);
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    if (others.length === 0) return [sentenceOf(first)];
    const names = [first, ...others].map((result) => result.class).join(', ');
    return [`${names}: ${first.held === 'untried' ? 'none could be tried' : 'none is held'}. Seen: ${seenOf(first)}.`];
  });
}

function seenOf({ seen }: ProbeResult): string {
  return seen.replace(/[. ]+$/, '');
}

function sentenceOf(result: ProbeResult): string {
  const what = result.held === 'untried' ? 'could not be tried' : 'is not held';
  return `${result.class} ${what}: ${result.tried}. Must happen: ${result.must}. Seen: ${seenOf(result)}.`;
}
