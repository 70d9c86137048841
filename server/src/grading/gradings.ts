import type { HiddenPart } from '@twohours/wire/exercise';
import type { GradingCause, GradingView } from '@twohours/wire/grading';
import type { ApiTokenId, AttemptId, GradingId, RunId, StaffId, SubmissionId } from '@twohours/wire/id';
import type { GradeJob } from '@twohours/wire/job';
import type { JobEnding } from '@twohours/wire/job-ending';
import { Refused } from '@twohours/wire/problem';
import { workspaceAt } from '@twohours/wire/recording';
import type { Clock } from '@twohours/wire/time';
import { filesOf } from '@twohours/wire/workspace';
import type { AttemptStore } from '../attempts/attempt-store.ts';
import type { StartedAttempt } from '../attempts/attempt.ts';
import type { JobFollower } from '../jobs/job-follower.ts';
import type { Priority } from '../jobs/job-queue.ts';
import { pauseAfter } from '../jobs/lease.ts';
import type { MaterialDeps } from '../recordings/material.ts';
import { shownReplay } from '../recordings/shown-entries.ts';
import { earlierMoments, entriesOfSubmission } from '../recordings/states.ts';
import type { RunStore } from '../runs/run-store.ts';
import type { Notices } from '../sockets/notices.ts';
import { lanesAfter, type LanesAfterDeps } from '../lanes/lanes-after.ts';
import { NOT_STORED, type GradingStore } from './grading-store.ts';
import { trialAfter } from '../trials/trial.ts';
import type { TrialStore } from '../trials/trial-store.ts';
import { toGradingView } from './grading-views.ts';
import { newGrading, pickUp, retry, settle, type Grading } from './grading.ts';

export interface GradingsDeps extends LanesAfterDeps {
  readonly attempts: Pick<AttemptStore, 'find' | 'addLog'>;
  readonly runs: Pick<RunStore, 'list'>;
  readonly gradings: GradingStore;
  readonly trials: Pick<TrialStore, 'of'>;
  readonly follower: JobFollower;
  readonly notices: Pick<Notices, 'toStaff'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly hiddenPart: (hashes: { hidden: string }) => Promise<HiddenPart>;
  readonly onUnqueued: () => void;
}

async function startedAttempt(deps: Pick<GradingsDeps, 'attempts'>, id: AttemptId) {
  const found = await deps.attempts.find(id);
  if (!found) throw new Refused('attempt-unknown', 'There is no such attempt.');
  if (found.value.phase === 'ready') throw new Refused('attempt-not-started', 'It has not been started.');
  return found.value;
}

async function foundGrading(deps: Pick<GradingsDeps, 'gradings'>, id: GradingId) {
  const found = await deps.gradings.find(id);
  if (!found) throw new Refused('grading-unknown', 'There is no such grading.');
  return found;
}

/** Runs the hidden tests on a submission once more. Every result is kept. */
export async function startGrading(
  deps: GradingsDeps,
  of: { attempt: AttemptId; submission?: SubmissionId | undefined },
  cause: Extract<GradingCause, { kind: 'asked' }>,
): Promise<GradingView> {
  const attempt = await startedAttempt(deps, of.attempt);
  const submission = of.submission === undefined ? attempt.submissions.at(-1) : attempt.submissions.find((each) => each.id === of.submission);
  if (!submission) throw new Refused('submission-unknown', 'There is no such submission: the attempt has not been closed.');
  const grading = newGrading(attempt, submission, cause, deps.clock.now());
  await deps.gradings.commit(grading, NOT_STORED, { queueAt: grading.requestedAt });
  await deps.attempts.addLog(attempt.id, { at: grading.requestedAt, what: 'The hidden tests are run again.', by: cause.name });
  afterQueueing(deps, grading);
  return viewOf(deps, grading);
}

/** Runs the hidden tests on the files of a moment. What it finds stands beside the verdict. */
export async function gradeMoment(
  deps: GradingsDeps,
  attempt: StartedAttempt,
  { event, at, closing }: { event: number; at: number; closing: number },
  who: { id: StaffId | ApiTokenId; name: string },
): Promise<GradingView> {
  const submission = attempt.submissions[closing - 1] ?? attempt.submissions.at(-1);
  if (!submission) throw new Error(`${attempt.id} has no submission`);
  const cause: GradingCause = { kind: 'moment', by: who.id, name: who.name, event };
  const grading = newGrading(attempt, submission, cause, deps.clock.now(), { moments: [at] });
  await deps.gradings.commit(grading, NOT_STORED, { queueAt: grading.requestedAt });
  afterQueueing(deps, grading);
  return viewOf(deps, grading);
}

export async function readGrading(deps: GradingsDeps, id: GradingId): Promise<GradingView> {
  return viewOf(deps, (await foundGrading(deps, id)).value);
}

async function viewOf(deps: GradingsDeps, grading: Grading): Promise<GradingView> {
  const [hidden, trial] = await Promise.all([deps.hiddenPart(grading.exercise.hashes), deps.trials.of(grading.id)]);
  return toGradingView(grading, hidden, trial);
}

export async function retryGrading(deps: GradingsDeps, id: GradingId, behind: { by: string; reason: string }): Promise<GradingView> {
  const found = await foundGrading(deps, id);
  const next = retry(found.value);
  if (!next) throw new Refused('grading-not-abandoned', 'Only a grading that was given up can be retried; a finished one can be run again.');
  if ((await deps.gradings.commit(next, found.revision, { queueAt: deps.clock.now() })) === 'conflict')
    throw new Refused('conflict', 'Someone else was first. Look again.');
  await deps.attempts.addLog(next.attempt, { at: deps.clock.now(), what: 'The grading is tried again.', ...behind });
  afterQueueing(deps, next);
  return viewOf(deps, next);
}

function afterQueueing(deps: GradingsDeps, grading: Grading): void {
  deps.onUnqueued();
  deps.notices.toStaff({ what: 'grading', id: grading.id });
  deps.notices.toStaff({ what: 'attempt', id: grading.attempt });
}

/** Idempotent: an ending that comes again, or whose lease is over, changes nothing. */
export async function settleGrading(deps: GradingsDeps, ending: Extract<JobEnding, { kind: 'grade' | 'faulted' }>): Promise<void> {
  for (;;) {
    const found = await deps.gradings.find(ending.id as GradingId);
    const next = found && settle(found.value, await wholeOrFault(deps, found.value, ending), deps.clock.now());
    if (!found) return;
    if (!next) {
      // It came again because whoever settled it may have died before anybody was told.
      if (found.value.lease === ending.lease) await afterSettling(deps, found.value);
      return;
    }
    // Before the verdict is stored: after a crash in between, the ending comes again and both are done once.
    await gradeEarlierState(deps, next);
    const hidden = await deps.hiddenPart(next.exercise.hashes);
    const [trial, lanes] = [trialAfter(next, hidden), await lanesAfter(deps, next, hidden)];
    const queueAt = deps.clock.now() + (next.state.phase === 'queued' ? pauseAfter(next.faults) : 0);
    if ((await deps.gradings.commit(next, found.revision, { queueAt, trial, lanes })) === 'conflict') continue;
    return afterSettling(deps, next);
  }
}

/** Every hidden test has its entry, or there is no verdict: what misses one is a fault of ours. */
async function wholeOrFault<E extends Extract<JobEnding, { kind: 'grade' | 'faulted' }>>(deps: GradingsDeps, grading: Grading, ending: E) {
  if (ending.kind !== 'grade' || ending.ending.kind !== 'tests') return ending;
  const { tests } = await deps.hiddenPart(grading.exercise.hashes);
  const seen = new Set(ending.ending.tests.map(({ id }) => id));
  const missing = tests.filter(({ id }) => !seen.has(id)).map(({ id }) => id);
  if (missing.length === 0 && grading.moments[ending.state] !== undefined) return ending;
  const { id, try: jobTry, lease, worker } = ending;
  return { kind: 'faulted', of: 'grade', id, try: jobTry, lease, worker, reason: `no entry for ${missing.join(', ')}` } as const;
}

async function afterSettling(deps: GradingsDeps, grading: Grading): Promise<void> {
  await deps.follower.finish(grading.id);
  afterQueueing(deps, grading);
}

/** A closing's submission that does not compile: the latest earlier state that did is graded too, to be shown beside it. */
async function gradeEarlierState(deps: GradingsDeps, grading: Grading): Promise<void> {
  const didNotCompile = grading.state.phase === 'graded' && grading.state.ending.kind === 'not-compiled';
  if (!didNotCompile || grading.cause.kind !== 'closing') return;
  const attempt = await startedAttempt(deps, grading.attempt);
  const submission = attempt.submissions.find((each) => each.id === grading.submission);
  if (!submission) return;
  const [entries, runs] = await Promise.all([deps.recordings.readAll(attempt.id), deps.runs.list(attempt.id)]);
  const compiled = runs.filter(({ run }) => run.state.phase === 'ended' && run.state.ending.kind === 'ran').map(({ run }) => run.id);
  const moments = earlierMoments(entriesOfSubmission(entries, submission.number), new Set<RunId>(compiled));
  if (moments.length === 0) return;
  const cause: GradingCause = { kind: 'did-not-compile', official: grading.id };
  const now = deps.clock.now();
  await deps.gradings.commit(newGrading(attempt, submission, cause, now, { id: besideOf(grading.id), moments }), NOT_STORED, { queueAt: now });
}

/** Always the same id for the same official grading, so that doing it twice makes one. */
function besideOf(official: GradingId): GradingId {
  return `grd_${official.slice('grd_'.length).split('').toReversed().join('')}`;
}

/** The sandbox has begun with it: staff's page says so. */
async function markRunning(deps: GradingsDeps, id: GradingId, jobTry: number): Promise<void> {
  const found = await deps.gradings.find(id);
  const next = found && pickUp(found.value, jobTry, deps.clock.now());
  if (!found || !next) return;
  if ((await deps.gradings.commit(next, found.revision, { queueAt: deps.clock.now() })) === 'committed')
    deps.notices.toStaff({ what: 'grading', id });
}

/** The states to try, in order. One for a plain grading: what was handed in. */
export async function filesOfGrading(deps: MaterialDeps, grading: Grading): Promise<GradeJob['states']> {
  const [sealed, all] = await Promise.all([deps.sealedPartOf(grading.attempt), deps.recordings.readAll(grading.attempt)]);
  const { cause } = grading;
  if (cause.kind === 'moment') {
    const files = filesOf(shownReplay(sealed.starter, all).workspaceAfter(cause.event));
    return [{ at: grading.moments[0] ?? 0, files: { ...files } }];
  }
  const entries = entriesOfSubmission(all, grading.submissionNumber);
  const isWhole = cause.kind !== 'did-not-compile';
  return grading.moments.map((at) => ({ at, files: { ...filesOf(workspaceAt(sealed.starter, entries, isWhole ? Infinity : at)) } }));
}

function isAsked({ cause }: Grading): boolean {
  return cause.kind === 'asked' || cause.kind === 'moment';
}

export async function gradeJobOf(deps: GradingsDeps, id: GradingId, jobTry: number): Promise<{ job: GradeJob; priority: Priority } | undefined> {
  const found = await deps.gradings.find(id);
  if (!found || found.value.try !== jobTry) return undefined;
  const grading = found.value;
  // Running too: whoever hands it over may die after the sandbox began and before the mark is gone, or just before.
  if (grading.state.phase !== 'queued' && grading.state.phase !== 'running') return undefined;
  const states = await filesOfGrading(deps, grading);
  deps.follower.follow(id, (seen) => {
    for (const { event, try: begun } of seen) {
      if (event.type === 'picked-up') void markRunning(deps, id, begun).catch(() => undefined);
    }
  });
  const job: GradeJob = { kind: 'grade', id, try: grading.try, lease: grading.lease, exercise: grading.exercise.hashes, states };
  return { job, priority: isAsked(grading) ? 'regrade' : 'closing' };
}
