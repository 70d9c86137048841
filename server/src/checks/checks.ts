import type { CheckView } from '@twohours/wire/check';
import type { CheckId } from '@twohours/wire/id';
import type { JobEventEntry, RunJob } from '@twohours/wire/job';
import type { JobEnding } from '@twohours/wire/job-ending';
import { Refused } from '@twohours/wire/problem';
import type { Clock } from '@twohours/wire/time';
import { filesOf } from '@twohours/wire/workspace';
import type { AttemptStore } from '../attempts/attempt-store.ts';
import type { JobFollower } from '../jobs/job-follower.ts';
import type { Priority } from '../jobs/job-queue.ts';
import { pauseAfter } from '../jobs/lease.ts';
import type { MaterialDeps } from '../recordings/material.ts';
import { shownReplay } from '../recordings/shown-entries.ts';
import type { Notices } from '../sockets/notices.ts';
import type { CheckStore } from './check-store.ts';
import { settle, toCheckView } from './check.ts';

export interface ChecksDeps extends MaterialDeps {
  readonly attempts: Pick<AttemptStore, 'find'>;
  readonly checks: CheckStore;
  readonly follower: Pick<JobFollower, 'readAll'>;
  readonly notices: Pick<Notices, 'toStaff'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly onUnqueued: () => void;
}

export async function readCheck(deps: Pick<ChecksDeps, 'checks'>, id: CheckId): Promise<CheckView> {
  const found = await deps.checks.find(id);
  if (!found) throw new Refused('check-unknown', 'There is no such check.');
  return toCheckView(found.value);
}

export async function checkJobOf(deps: ChecksDeps, id: CheckId, jobTry: number): Promise<{ job: RunJob; priority: Priority } | undefined> {
  const found = await deps.checks.find(id);
  if (!found || found.value.try !== jobTry || found.value.state.phase !== 'queued') return undefined;
  const { attempt, lease, moment } = found.value;
  const [owner, sealed, entries] = await Promise.all([deps.attempts.find(attempt), deps.sealedPartOf(attempt), deps.recordings.readAll(attempt)]);
  if (!owner || owner.value.phase === 'ready') throw new Error(`check ${id} has no attempt`);
  const files = { ...filesOf(shownReplay(sealed.starter, entries).workspaceAfter(moment.event)) };
  const job: RunJob = { kind: 'run', id, try: jobTry, lease, exercise: owner.value.exercise.hashes, files, actions: sealed.run };
  return { job, priority: 'regrade' };
}

/** Idempotent: an ending that comes again, or whose lease is over, changes nothing. */
export async function settleCheck(deps: ChecksDeps, ending: Extract<JobEnding, { kind: 'run' | 'faulted' }>): Promise<void> {
  for (;;) {
    const found = await deps.checks.find(ending.id);
    if (!found) return;
    const now = deps.clock.now();
    const next = settle(found.value, ending, printedIn(await deps.follower.readAll(ending.id), ending.try), now);
    if (next && (await deps.checks.commit(next, found.revision, now + (next.faults > 0 ? pauseAfter(next.faults) : 0))) === 'conflict') continue;
    deps.onUnqueued();
    // It came again because whoever settled it may have died before anybody was told.
    return deps.notices.toStaff({ what: 'attempt', id: found.value.attempt });
  }
}

/** The sandbox keeps the head and the tail of what is printed, so that it is not long. */
function printedIn(entries: readonly JobEventEntry[], jobTry: number): string {
  return entries
    .filter((entry) => entry.try === jobTry)
    .map(({ event }) => (event.type === 'output' ? event.text : event.type === 'output-cut' ? `\n… ${event.bytes} bytes are left out …\n` : ''))
    .join('');
}
