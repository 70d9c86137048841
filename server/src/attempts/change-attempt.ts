import type { AttemptId } from '@twohours/wire/id';
import { newId } from '@twohours/wire/id';
import { Refused } from '@twohours/wire/problem';
import type { AttemptEvent, RecordedEntry } from '@twohours/wire/recording';
import type { Clock, Instant } from '@twohours/wire/time';
import { newGrading, type Grading } from '../grading/grading.ts';
import type { AttemptStore, LogLine } from './attempt-store.ts';
import { transition, type Attempt, type AttemptCommand, type ClosingIds, type StartedAttempt } from './attempt.ts';

export interface ChangeAttemptDeps {
  readonly attempts: Pick<AttemptStore, 'find' | 'commit'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Told after every change: open pages, staff's lists, the loop that queues gradings. */
  readonly onChanged: (attempt: Attempt, grading: Grading | undefined) => void;
}

/** Who changes it and why, for the log. A candidate's own and the clock's doings need no reason. */
export interface Behind {
  readonly by?: string;
  readonly reason?: string;
  readonly what: string;
  /** See LogLine. */
  readonly toOthers?: string;
}

type MakeCommand = (ids: ClosingIds, now: Instant) => AttemptCommand;

/** Load, decide, commit; and once more whenever someone else was first. The only way an attempt changes. */
export async function changeAttempt(deps: ChangeAttemptDeps, id: AttemptId, make: MakeCommand, behind: Behind): Promise<Attempt> {
  const ids: ClosingIds = { submission: newId('sub'), grading: newId('grd') };
  for (;;) {
    const current = await deps.attempts.find(id);
    if (!current) throw new Refused('attempt-unknown', 'There is no such attempt.');
    const now = deps.clock.now();
    const command = make(ids, now);
    const next = transition(current.value, command, now);
    if ('refused' in next) throw new Refused(next.refused, next.message);
    const grading = gradingOfClosing(current.value, next, now);
    const entry = entryOf(current.value, next, command, now);
    const log: LogLine = { at: now, ...behind };
    const change = { log, ...(grading ? { grading } : {}), ...(entry ? { entry } : {}) };
    if ((await deps.attempts.commit(next, current.revision, change)) === 'committed') {
      deps.onChanged(next, grading);
      return next;
    }
  }
}

function gradingOfClosing(before: Attempt, after: Attempt, now: Instant): Grading | undefined {
  if (before.phase !== 'active' || after.phase !== 'closed') return undefined;
  const submission = after.submissions.at(-1);
  return submission && newGrading(after, submission, { kind: 'closing' }, now, { id: submission.grading });
}

/** What the recording says of the change, stamped no later than the moment it is charged to. */
function entryOf(before: Attempt, after: Attempt, command: AttemptCommand, now: Instant): RecordedEntry | undefined {
  if (after.phase === 'ready') return undefined;
  const event = eventOf(before, after, command);
  if (!event) return undefined;
  const at = after.phase === 'closed' ? after.closedAt : now;
  return { v: 1, at: Math.max(0, at - after.startedAt), events: [event] };
}

function eventOf(before: Attempt, after: StartedAttempt, command: AttemptCommand): AttemptEvent | undefined {
  if (before.phase === 'ready') return { kind: 'started' };
  if (before.phase === 'active' && after.phase === 'closed') {
    const grading = after.submissions.at(-1)?.grading;
    return { kind: 'closed', by: after.closedBy, ...(grading ? { grading } : {}) };
  }
  if (command.type === 'reopen') return granted('reopened', command.ms);
  const grant = before.ledger.length < after.ledger.length ? after.ledger.at(-1) : undefined;
  if (grant && grant.kind !== 'allotted') return granted(grant.kind, grant.ms);
  return undefined;
}

type Granted = Extract<AttemptEvent, { kind: 'granted' }>;

function granted(grant: Granted['grant'], ms: number): Granted {
  return { kind: 'granted', grant, ms, salt: crypto.randomUUID() };
}
