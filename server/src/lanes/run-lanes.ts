import type { HiddenPart } from '@twohours/wire/exercise';
import type { AttemptId, LanesId } from '@twohours/wire/id';
import type { LaneJob } from '@twohours/wire/job';
import type { JobEnding } from '@twohours/wire/job-ending';
import type { LanesView } from '@twohours/wire/lanes';
import type { Clock } from '@twohours/wire/time';
import { filesOf } from '@twohours/wire/workspace';
import type { AttemptStore } from '../attempts/attempt-store.ts';
import { closedAttempt } from '../attempts/closed-attempt.ts';
import type { GradingStore } from '../grading/grading-store.ts';
import type { Priority } from '../jobs/job-queue.ts';
import { pauseAfter } from '../jobs/lease.ts';
import type { MaterialDeps } from '../recordings/material.ts';
import { shownReplay } from '../recordings/shown-entries.ts';

import type { Notices } from '../sockets/notices.ts';
import { toLanesView } from './lane-views.ts';
import type { LanesStore } from './lanes-store.ts';
import { LANE_BUDGET_MS, lanesIdOf, nextSteps, settle, type Lanes } from './lanes.ts';

export interface LanesDeps extends MaterialDeps {
  readonly attempts: Pick<AttemptStore, 'find'>;
  readonly gradings: Pick<GradingStore, 'find'>;
  readonly lanes: LanesStore;
  readonly notices: Pick<Notices, 'toStaff'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly hiddenPart: (hashes: { hidden: string }) => Promise<HiddenPart>;
  readonly onUnqueued: () => void;
}

/** The next slice. */
export async function laneJobOf(deps: LanesDeps, id: LanesId, jobTry: number): Promise<{ job: LaneJob; priority: Priority } | undefined> {
  const found = await deps.lanes.find(id);
  if (!found || found.value.try !== jobTry || found.value.state.phase !== 'queued') return undefined;
  const lanes = found.value;
  const [grading, { starter }, entries] = await Promise.all([
    deps.gradings.find(lanes.grading),
    deps.sealedPartOf(lanes.attempt),
    deps.recordings.readAll(lanes.attempt),
  ]);
  if (!grading) throw new Error(`lanes ${id} have no grading`);
  const replay = shownReplay(starter, entries);
  const filesWith = (hash: string) => {
    const moment = lanes.moments.find(({ files }) => files === hash);
    if (!moment) throw new Error(`lanes ${id} have no moment with the files ${hash}`);
    return { ...filesOf(replay.workspaceAfter(moment.event)) };
  };
  const job: LaneJob = {
    kind: 'lane',
    id,
    try: lanes.try,
    lease: lanes.lease,
    exercise: grading.value.exercise.hashes,
    steps: nextSteps(lanes).map(({ files, tests }) => ({ files: filesWith(files), tests: [...tests] })),
    budgetMs: LANE_BUDGET_MS - lanes.spentMs,
  };
  return { job, priority: 'lane' };
}

/** Idempotent: an ending that comes again, or whose lease is over, changes nothing. */
export async function settleLanes(deps: LanesDeps, ending: Extract<JobEnding, { kind: 'lane' | 'faulted' }>): Promise<void> {
  for (;;) {
    const found = await deps.lanes.find(ending.id);
    if (!found) return;
    const now = deps.clock.now();
    const next = settle(found.value, ending, now);
    // It came again because whoever settled it may have died before anybody was told.
    if (!next) return tell(deps, found.value);
    if ((await deps.lanes.commit(next, found.revision, next.faults > 0 ? now + pauseAfter(next.faults) : now)) === 'conflict') continue;
    return tell(deps, next);
  }
}

function tell(deps: LanesDeps, lanes: Lanes): void {
  deps.onUnqueued();
  deps.notices.toStaff({ what: 'lanes', id: lanes.attempt });
}

/** Of the last closing. */
export async function readLanes(deps: LanesDeps, id: AttemptId): Promise<LanesView> {
  const attempt = await closedAttempt(deps, id);
  const grading = attempt.submissions.at(-1)?.grading;
  const [hidden, graded] = await Promise.all([deps.hiddenPart(attempt.exercise.hashes), grading ? deps.gradings.find(grading) : undefined]);
  // Looked for after the grading: they are stored with its verdict, so that one without them will never have any.
  const found = grading && (await deps.lanes.find(lanesIdOf(grading)));
  const isOver = graded?.value.state.phase === 'graded' || graded?.value.state.phase === 'abandoned';
  if (!found && isOver) return toLanesView(undefined, { tests: [] });
  return toLanesView(found?.value, hidden);
}
