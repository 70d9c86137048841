import { JobEventEntrySchema, type JobEvent } from '@twohours/wire/job';
import type { RunView } from '@twohours/wire/run';
import type { Stack } from './stack.ts';

export interface Told {
  /** Milliseconds since 1970, when Redis had it. */
  readonly at: number;
  /** Since the sandbox picked the job up, when it happened there. */
  readonly atMs: number;
  readonly event: JobEvent;
}

/** Everything that the sandbox said of a run, as it stands in the job's stream. */
export async function readStory({ redis, keys }: Pick<Stack, 'redis' | 'keys'>, run: Pick<RunView, 'id'>): Promise<Told[]> {
  const rows = await redis.xrange(keys.jobEvents(run.id), '-', '+');
  return rows.map(([id, fields]) => {
    const { atMs, event } = JobEventEntrySchema.parse(JSON.parse(fields[1] ?? ''));
    return { at: Number(id.split('-')[0]), atMs, event };
  });
}

/** From the first test's beginning to the last one's end, as the sandbox heard them. */
export function ownTestsMs(story: readonly Told[]): number {
  const tests = story.filter(({ event }) => event.type === 'test');
  const [first] = tests;
  const last = tests.at(-1);
  if (!first || !last) throw new Error('no test began');
  return last.atMs - first.atMs;
}

/** The reference passes, or what was measured was something else. */
export function mustHavePassed({ state }: RunView): void {
  const passed =
    state.phase === 'ended' &&
    state.ending.kind === 'ran' &&
    state.ending.outcome.kind === 'exited' &&
    state.ending.outcome.exitCode === 0 &&
    state.ending.tests.length > 0 &&
    state.ending.tests.every(({ status }) => status === 'passed' || status === 'skipped');
  if (!passed) throw new Error(`the reference did not pass: ${JSON.stringify(state)}`);
}
