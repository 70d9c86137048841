import type { HiddenPart } from '@twohours/wire/exercise';
import type { TrialId } from '@twohours/wire/id';
import type { TrialJob } from '@twohours/wire/job';
import type { JobEnding } from '@twohours/wire/job-ending';
import type { Clock } from '@twohours/wire/time';
import type { GradingStore } from '../grading/grading-store.ts';
import { filesOfGrading } from '../grading/gradings.ts';
import type { Priority } from '../jobs/job-queue.ts';
import { pauseAfter } from '../jobs/lease.ts';
import type { MaterialDeps } from '../recordings/material.ts';
import type { Notices } from '../sockets/notices.ts';
import type { TrialStore } from './trial-store.ts';
import { remainingOf, settle, type Trial } from './trial.ts';

export interface TrialsDeps extends MaterialDeps {
  readonly gradings: Pick<GradingStore, 'find'>;
  readonly trials: TrialStore;
  readonly notices: Pick<Notices, 'toStaff'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly hiddenPart: (hashes: { hidden: string }) => Promise<HiddenPart>;
  readonly onUnqueued: () => void;
}

async function gradingOf(deps: Pick<TrialsDeps, 'gradings'>, trial: Trial) {
  const found = await deps.gradings.find(trial.grading);
  if (!found) throw new Error(`trial ${trial.id} has no grading`);
  return found.value;
}

/** The next slice: everything that is still to be tried, of which the sandbox does as much as fits. */
export async function trialJobOf(deps: TrialsDeps, id: TrialId, jobTry: number): Promise<{ job: TrialJob; priority: Priority } | undefined> {
  const found = await deps.trials.find(id);
  if (!found || found.value.try !== jobTry || found.value.state.phase !== 'queued') return undefined;
  const trial = found.value;
  const grading = await gradingOf(deps, trial);
  const [hidden, [submitted]] = await Promise.all([deps.hiddenPart(grading.exercise.hashes), filesOfGrading(deps, grading)]);
  const job: TrialJob = {
    kind: 'trial',
    id,
    try: trial.try,
    lease: trial.lease,
    exercise: grading.exercise.hashes,
    files: submitted?.files ?? {},
    solutions: remainingOf(trial, hidden),
    ...(trial.underWay && { underWay: trial.underWay }),
  };
  return { job, priority: 'trial' };
}

/** Idempotent: an ending that comes again, or whose lease is over, changes nothing. */
export async function settleTrial(deps: TrialsDeps, ending: Extract<JobEnding, { kind: 'trial' | 'faulted' }>): Promise<void> {
  for (;;) {
    const found = await deps.trials.find(ending.id);
    if (!found) return;
    const hidden = await deps.hiddenPart((await gradingOf(deps, found.value)).exercise.hashes);
    const now = deps.clock.now();
    const next = settle(found.value, ending, hidden, now);
    // It came again because whoever settled it may have died before anybody was told.
    if (!next) return tell(deps, found.value);
    if ((await deps.trials.commit(next, found.revision, next.faults > 0 ? now + pauseAfter(next.faults) : now)) === 'conflict') continue;
    return tell(deps, next);
  }
}

function tell(deps: TrialsDeps, trial: Trial): void {
  deps.onUnqueued();
  deps.notices.toStaff({ what: 'attempt', id: trial.attempt });
}
