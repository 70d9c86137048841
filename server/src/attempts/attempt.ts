import { ARRIVAL_MS, ClosedBySchema, PinnedExerciseSchema, type ClosedBy, type PinnedExercise } from '@twohours/wire/attempt';
import { AttemptIdSchema, GradingIdSchema, InvitationIdSchema, SubmissionIdSchema, type GradingId, type SubmissionId } from '@twohours/wire/id';
import type { ProblemCode } from '@twohours/wire/problem';
import { GrantSchema, type Grant } from '@twohours/wire/staff';
import { InstantSchema, SECOND_MS, type Instant } from '@twohours/wire/time';
import { z } from 'zod';
import { unreachable } from '../unreachable.ts';

const SubmissionSchema = z.strictObject({
  id: SubmissionIdSchema,
  number: z.number().int().positive(),
  closedBy: ClosedBySchema,
  closedAt: InstantSchema,
  grading: GradingIdSchema,
});
export type Submission = z.infer<typeof SubmissionSchema>;

const base = { id: AttemptIdSchema, invitation: InvitationIdSchema, accommodationPercent: z.number().int().nonnegative() };
const started = {
  ...base,
  exercise: PinnedExerciseSchema,
  startedAt: InstantSchema,
  ledger: z.array(GrantSchema).min(1),
  /** After an outage of ours: what was typed before the deadline may arrive until shortly after this. */
  heldUntil: InstantSchema.optional(),
  submissions: z.array(SubmissionSchema),
};

const ReadySchema = z.strictObject({ phase: z.literal('ready'), ...base, isWithdrawn: z.boolean() });
const ActiveSchema = z.strictObject({ phase: z.literal('active'), ...started });
const ClosedSchema = z.strictObject({ phase: z.literal('closed'), ...started, closedAt: InstantSchema, closedBy: ClosedBySchema });
export const AttemptSchema = z.discriminatedUnion('phase', [ReadySchema, ActiveSchema, ClosedSchema]);

export type ReadyAttempt = z.infer<typeof ReadySchema>;
export type ActiveAttempt = z.infer<typeof ActiveSchema>;
export type ClosedAttempt = z.infer<typeof ClosedSchema>;
export type StartedAttempt = ActiveAttempt | ClosedAttempt;
export type Attempt = z.infer<typeof AttemptSchema>;

/** A submission and the grading that comes of it; ids are made by the caller so that a repeated closing makes nothing twice. */
export interface ClosingIds {
  readonly submission: SubmissionId;
  readonly grading: GradingId;
}

export type AttemptCommand =
  | { type: 'start'; exercise: PinnedExercise; allottedMs: number; window: { opensAt: Instant; closesAt: Instant } }
  | { type: 'submit'; ids: ClosingIds }
  | { type: 'expire'; ids: ClosingIds }
  | { type: 'void'; ids: ClosingIds }
  | { type: 'grant'; kind: 'extended' | 'credited'; ms: number; by: string; reason: string }
  | { type: 'reopen'; ms: number; by: string; reason: string }
  | { type: 'outage-ended'; from: Instant; back: Instant }
  | { type: 'withdraw' }
  | { type: 'restore' };

export interface Refusal {
  readonly refused: ProblemCode;
  readonly message: string;
}

/** Away for longer than this, the clock stands still for as long as we were away. */
export const CREDIT_FROM_MS = 30 * SECOND_MS;
/** The window for late arrivals after an outage ends a little early, so that the sweep too is done 5 s after we are back. */
const HELD_MS = ARRIVAL_MS - 500;

/** A fold over the ledger: grants add up, and reopening starts over. */
export function deadlineOf(attempt: Pick<StartedAttempt, 'startedAt' | 'ledger'>): Instant {
  let deadline = attempt.startedAt;
  for (const grant of attempt.ledger) {
    deadline = grant.kind === 'reopened' ? grant.at + grant.ms : deadline + grant.ms;
  }
  return deadline;
}

/** From this instant on nothing more is accepted, and expiring is due. */
export function closesAtOf(attempt: Pick<StartedAttempt, 'startedAt' | 'ledger' | 'heldUntil'>): Instant {
  const closesAt = deadlineOf(attempt) + ARRIVAL_MS;
  return attempt.heldUntil === undefined ? closesAt : Math.max(closesAt, attempt.heldUntil + HELD_MS);
}

function refuse(refused: ProblemCode, message: string): Refusal {
  return { refused, message };
}

function close(attempt: ActiveAttempt, closedBy: ClosedBy, closedAt: Instant, ids: ClosingIds): ClosedAttempt {
  const submission: Submission = { id: ids.submission, number: attempt.submissions.length + 1, closedBy, closedAt, grading: ids.grading };
  return { ...attempt, phase: 'closed', closedAt, closedBy, submissions: [...attempt.submissions, submission] };
}

function start(attempt: ReadyAttempt, command: Extract<AttemptCommand, { type: 'start' }>, now: Instant): Attempt | Refusal {
  if (attempt.isWithdrawn) return refuse('link-withdrawn', 'This invitation was withdrawn. Ask the person who invited you.');
  if (now < command.window.opensAt) return refuse('window-not-open', 'It cannot be started yet: the window for starting has not opened.');
  if (now >= command.window.closesAt) return refuse('window-over', 'The window for starting is over. Ask the person who invited you for a new one.');
  const { isWithdrawn: _, ...rest } = attempt;
  const allotted: Grant = { kind: 'allotted', ms: command.allottedMs, at: now, by: 'exercise', reason: 'The time of the exercise.' };
  return { ...rest, phase: 'active', exercise: command.exercise, startedAt: now, ledger: [allotted], submissions: [] };
}

/** Once for every outage: whoever was held until its end, or was not open before it, is given nothing. */
function endOutage(attempt: ActiveAttempt, from: Instant, back: Instant): ActiveAttempt | Refusal {
  const openSince = attempt.ledger.findLast((grant) => grant.kind === 'reopened')?.at ?? attempt.startedAt;
  if (openSince >= back || (attempt.heldUntil ?? 0) >= back) return refuse('conflict', 'That outage has been dealt with.');
  const awayMs = back - from;
  const heldUntil = Math.max(back, attempt.heldUntil ?? 0);
  // Whoever had no time left when we went away lost nothing but the arrival of what they had typed.
  const lostTime = deadlineOf(attempt) - from > ARRIVAL_MS && awayMs >= CREDIT_FROM_MS;
  if (!lostTime) return { ...attempt, heldUntil };
  const credit: Grant = { kind: 'credited', ms: awayMs, at: back, by: 'Twohours', reason: 'The server could not be reached.' };
  return { ...attempt, heldUntil, ledger: [...attempt.ledger, credit] };
}

/**
 *   ready ──start──▶ active ──submit──▶ closed (candidate)
 *     ▲ │              │ ▲──expire──▶ closed (deadline), charged to the deadline
 *     └─┘ withdraw,    │ │──void────▶ closed (staff)
 *         restore      └─┘ grant, outage-ended          closed ──reopen──▶ active
 */
export function transition(attempt: Attempt, command: AttemptCommand, now: Instant): Attempt | Refusal {
  switch (command.type) {
    case 'start':
      if (attempt.phase !== 'ready') return refuse('attempt-already-started', 'It was started already.');
      return start(attempt, command, now);
    case 'withdraw':
    case 'restore':
      if (attempt.phase !== 'ready') return refuse('attempt-already-started', 'The attempt was started already; it can be voided, not withdrawn.');
      return { ...attempt, isWithdrawn: command.type === 'withdraw' };
    case 'reopen': {
      if (attempt.phase !== 'closed') return refuse('attempt-open', 'Only a closed attempt can be reopened.');
      const { closedAt: _, closedBy: __, heldUntil: ___, ...rest } = attempt;
      const reopened: Grant = { kind: 'reopened', ms: command.ms, at: now, by: command.by, reason: command.reason };
      return { ...rest, phase: 'active', ledger: [...attempt.ledger, reopened] };
    }
    case 'submit':
    case 'expire':
    case 'void':
    case 'grant':
    case 'outage-ended':
      if (attempt.phase === 'ready') return refuse('attempt-not-started', 'It has not been started.');
      if (attempt.phase === 'closed') return refuse('attempt-closed', 'This attempt is closed.');
      return whileActive(attempt, command, now);
    default:
      return unreachable(command);
  }
}

function whileActive(
  attempt: ActiveAttempt,
  command: Extract<AttemptCommand, { type: 'submit' | 'expire' | 'void' | 'grant' | 'outage-ended' }>,
  now: Instant,
): Attempt | Refusal {
  switch (command.type) {
    case 'submit':
      if (now >= deadlineOf(attempt)) return refuse('past-deadline', 'Time is up: everything you typed is being handed in by itself.');
      return close(attempt, 'candidate', now, command.ids);
    case 'expire':
      if (now < closesAtOf(attempt)) return refuse('attempt-open', 'It is not due yet.');
      // Charged to the deadline, not to whenever the sweeper woke up.
      return close(attempt, 'deadline', deadlineOf(attempt), command.ids);
    case 'void':
      return close(attempt, 'staff', Math.min(now, deadlineOf(attempt)), command.ids);
    case 'grant':
      if (now >= closesAtOf(attempt)) return refuse('attempt-closed', 'Time was up already; it can be reopened.');
      return { ...attempt, ledger: [...attempt.ledger, { kind: command.kind, ms: command.ms, at: now, by: command.by, reason: command.reason }] };
    case 'outage-ended':
      return endOutage(attempt, command.from, command.back);
    default:
      return unreachable(command);
  }
}
