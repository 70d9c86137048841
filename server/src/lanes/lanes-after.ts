import type { HiddenPart } from '@twohours/wire/exercise';
import { filesOf } from '@twohours/wire/workspace';
import type { Clock } from '@twohours/wire/time';
import type { GradingStore } from '../grading/grading-store.ts';
import type { Grading } from '../grading/grading.ts';
import { filesHash } from '../recordings/files-hash.ts';
import type { MaterialDeps } from '../recordings/material.ts';
import { shownReplay } from '../recordings/shown-entries.ts';
import { countUntilClosed } from '../recordings/states.ts';
import { beginLanes } from './begin-lanes.ts';
import { laneCandidates } from './lane-moments.ts';
import type { LanesStore } from './lanes-store.ts';
import { lanesIdOf, laneTestsOf, type Lanes } from './lanes.ts';

export interface LanesAfterDeps extends MaterialDeps {
  readonly gradings: Pick<GradingStore, 'list'>;
  readonly lanes: Pick<LanesStore, 'find'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** What is queued with a closing's verdict, whatever that is: something may have worked before. */
export async function lanesAfter(deps: LanesAfterDeps, grading: Grading, hidden: HiddenPart): Promise<Lanes | undefined> {
  const { state } = grading;
  const tests = laneTestsOf(hidden).map(({ id }) => id);
  if (state.phase !== 'graded' || grading.cause.kind !== 'closing' || tests.length === 0) return undefined;
  const [{ starter }, entries, earlier] = await Promise.all([
    deps.sealedPartOf(grading.attempt),
    deps.recordings.readAll(grading.attempt),
    earlierLanes(deps, grading),
  ]);
  const replay = shownReplay(starter, entries.slice(0, countUntilClosed(entries, grading.submissionNumber)));
  const submitted = filesHash(filesOf(replay.workspaceAfter(replay.events.length)));
  const { ending, image } = state;
  return beginLanes({ grading, ending, image, tests, candidates: laneCandidates(replay), submitted, earlier }, deps.clock.now());
}

/** The latest first: they know the most. */
async function earlierLanes(deps: LanesAfterDeps, { attempt, id, cause }: Grading): Promise<Lanes[]> {
  const closings = (await deps.gradings.list(attempt)).filter((other) => other.cause.kind === cause.kind && other.id !== id);
  const found = await Promise.all(closings.toReversed().map(async (other) => deps.lanes.find(lanesIdOf(other.id))));
  return found.flatMap((versioned) => (versioned ? [versioned.value] : []));
}
