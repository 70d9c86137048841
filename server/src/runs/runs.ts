import type { SealedPart } from '@twohours/wire/exercise';
import { newId, type AttemptId, type RunId } from '@twohours/wire/id';
import type { RunJob } from '@twohours/wire/job';
import type { JobEnding } from '@twohours/wire/job-ending';
import { Refused } from '@twohours/wire/problem';
import type { RunStory, RunView } from '@twohours/wire/run';
import type { Clock } from '@twohours/wire/time';
import type { AttemptStore } from '../attempts/attempt-store.ts';
import type { JobFollower } from '../jobs/job-follower.ts';
import { jobIdOf } from '../jobs/job-id.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import { pauseAfter } from '../jobs/lease.ts';
import type { Places } from '../jobs/places.ts';
import type { Notices } from '../sockets/notices.ts';
import type { Presence } from '../sockets/presence.ts';
import type { Workspaces } from '../workspaces/workspaces.ts';
import type { RunStore } from './run-store.ts';
import { cancelQueued, howItEnded, newRun, placeOf, settle, toRunView, type Run } from './run.ts';

export interface RunsDeps {
  readonly attempts: Pick<AttemptStore, 'head' | 'find'>;
  readonly workspaces: Pick<Workspaces, 'filesOfRun'>;
  readonly runs: RunStore;
  readonly queue: Pick<JobQueue, 'remove' | 'cancel' | 'waiting'>;
  readonly follower: JobFollower;
  readonly places: Pick<Places, 'watch'>;
  readonly presence: Pick<Presence, 'isElsewhere'>;
  readonly notices: Notices;
  readonly clock: Pick<Clock, 'now'>;
  readonly sealedPartOf: (attempt: AttemptId) => Promise<SealedPart>;
  readonly onUnqueued: () => void;
}

export async function startRun(deps: RunsDeps, attempt: AttemptId): Promise<RunView> {
  const head = await deps.attempts.head(attempt);
  if (!head || head.phase === 'ready') throw new Refused('attempt-not-started', 'It has not been started.');
  const now = deps.clock.now();
  const run = newRun(newId('run'), attempt, Math.max(0, now - head.startedAt));
  const reply = await deps.runs.create(run, now);
  if (reply[0] === 'closed') throw new Refused('past-deadline', 'Time is up: nothing more can be run.');
  if (reply[0] === 'busy') throw new Refused('run-in-progress', 'A run is under way. Cancel it, or wait until it has ended.');
  deps.onUnqueued();
  followRun(deps, run);
  // Other pages of this attempt, at other servers too, ask for it now and are told its place there.
  deps.notices.toAttempt(attempt, 'run:happened', { run: run.id, entries: [] });
  return toRunView(run, reply[1]);
}

/**
 * Passes on what the sandbox says of a run that is under way, and its place in the queue as long as it waits: to pages that
 * are connected here. A page that shows a run has asked for it, so that its server follows the run too.
 */
export function followRun(deps: Pick<RunsDeps, 'follower' | 'places' | 'notices'>, run: Pick<Run, 'id' | 'attempt'>): void {
  deps.follower.follow(run.id, (entries) => deps.notices.toAttemptHere(run.attempt, 'run:happened', { run: run.id, entries: [...entries] }));
  deps.places.watch(run.id, (place) => deps.notices.toAttemptHere(run.attempt, 'run:moved', { run: run.id, place }));
}

async function ownRun(deps: Pick<RunsDeps, 'runs'>, attempt: AttemptId, id: RunId) {
  const found = await deps.runs.find(id);
  if (!found || found.value.attempt !== attempt) throw new Refused('run-unknown', 'There is no such run.');
  return found;
}

export async function cancelRun(deps: RunsDeps, attempt: AttemptId, id: RunId): Promise<void> {
  const found = await ownRun(deps, attempt, id);
  if (found.value.state.phase !== 'queued') return;
  // The key first: whoever picks the job up from now on finds it.
  await deps.queue.cancel(id);
  // And the mark: should we die after taking it out of the queue, it is put back, and ended by whoever picks it up.
  const wasUnqueued = await deps.runs.markUnqueued(found.value, deps.clock.now());
  const jobId = jobIdOf(found.value);
  const taken = await deps.queue.remove(jobId);
  // Neither in the queue nor on its way there: it has just ended, and how is about to be settled.
  if (taken === 'begun' || (taken === 'missing' && !wasUnqueued)) return deps.onUnqueued();
  const next = cancelQueued(found.value);
  if (!next || (await commitOver(deps, next, found.revision)) === 'conflict') return;
  // Whoever hands it over meanwhile looks at the record right after: one of us two takes it out.
  await deps.queue.remove(jobId);
  await tellEnd(deps, next);
}

export async function readRun(deps: RunsDeps, attempt: AttemptId, id: RunId): Promise<RunStory> {
  const { value: run } = await ownRun(deps, attempt, id);
  const [number, entries] = await Promise.all([deps.runs.numberOf(run), deps.follower.readAll(id)]);
  // After its events: who is seen waiting now was not picked up by any of them since.
  const place = run.state.phase === 'queued' ? placeOf(run, entries, await deps.queue.waiting()) : undefined;
  return { run: toRunView(run, number), entries, ...(place && { place }) };
}

export async function listRuns(deps: Pick<RunsDeps, 'runs'>, attempt: AttemptId): Promise<RunView[]> {
  return (await deps.runs.list(attempt)).map(({ run, number }) => toRunView(run, number));
}

async function commitOver(deps: RunsDeps, next: Run, revision: string) {
  const head = await deps.attempts.head(next.attempt);
  const at = Math.max(0, deps.clock.now() - (head?.startedAt ?? 0));
  const event = { kind: 'run-ended', run: next.id, how: howItEnded(next) } as const;
  return deps.runs.commit(next, revision, { kind: 'over', entry: { v: 1, at, events: [event] } });
}

async function tellEnd(deps: RunsDeps, run: Run): Promise<void> {
  // What is still on its way comes first: a page that hears the end has heard everything. Other servers are still reading:
  // everything is said from here, too; entries are numbered, so that hearing one twice is harmless.
  if (await deps.presence.isElsewhere(run.attempt)) {
    deps.notices.toAttemptElsewhere(run.attempt, 'run:happened', { run: run.id, entries: await deps.follower.readAll(run.id) });
  }
  await deps.follower.finish(run.id);
  deps.notices.toAttempt(run.attempt, 'run:ended', toRunView(run, await deps.runs.numberOf(run)));
  deps.notices.toStaff({ what: 'attempt', id: run.attempt });
}

/** Idempotent: an ending that comes again, or whose lease is over, changes nothing. */
export async function settleRun(deps: RunsDeps, ending: Extract<JobEnding, { kind: 'run' | 'faulted' }>): Promise<void> {
  for (;;) {
    const found = await deps.runs.find(ending.id as RunId);
    const next = found && settle(found.value, ending);
    if (!found) return;
    if (!next) {
      // It came again because whoever settled it may have died before pages were told; hearing it twice is harmless.
      if (found.value.state.phase !== 'queued' && found.value.lease === ending.lease) await tellEnd(deps, found.value);
      return;
    }
    if (next.state.phase === 'queued') {
      const queueAt = deps.clock.now() + pauseAfter(next.try - 1);
      if ((await deps.runs.commit(next, found.revision, { kind: 'again', queueAt })) === 'conflict') continue;
      return deps.notices.toAttempt(next.attempt, 'run:moved', { run: next.id, place: { try: next.try, n: 0 } });
    }
    if ((await commitOver(deps, next, found.revision)) === 'conflict') continue;
    return tellEnd(deps, next);
  }
}

export async function runJobOf(deps: RunsDeps, id: RunId, jobTry: number): Promise<RunJob | undefined> {
  const found = await deps.runs.find(id);
  if (!found || found.value.try !== jobTry || found.value.state.phase !== 'queued') return undefined;
  const run = found.value;
  const attempt = await deps.attempts.find(run.attempt);
  if (!attempt || attempt.value.phase === 'ready') return undefined;
  const sealed = await deps.sealedPartOf(run.attempt);
  return {
    kind: 'run',
    id: run.id,
    try: run.try,
    lease: run.lease,
    exercise: attempt.value.exercise.hashes,
    files: { ...(await deps.workspaces.filesOfRun(run.attempt, sealed, run.id)) },
    actions: sealed.run,
  };
}
