import { ExerciseHashesSchema } from '@twohours/wire/exercise';
import { GradingCauseSchema, type GradingCause } from '@twohours/wire/grading';
import { AttemptIdSchema, GradingIdSchema, SubmissionIdSchema, newId, type GradingId } from '@twohours/wire/id';
import { GradingEndingSchema, PhasesSchema, type JobEnding } from '@twohours/wire/job-ending';
import { InstantSchema, LengthSchema, type Instant } from '@twohours/wire/time';
import { z } from 'zod';
import type { StartedAttempt, Submission } from '../attempts/attempt.ts';
import { MAX_FAULTS, newLease } from '../jobs/lease.ts';

export const GradingSchema = z.strictObject({
  id: GradingIdSchema,
  attempt: AttemptIdSchema,
  submission: SubmissionIdSchema,
  submissionNumber: z.number().int().positive(),
  cause: GradingCauseSchema,
  /** Milliseconds since Start of the states to try, in order. One for a plain grading: that of the submission. */
  moments: z.array(LengthSchema).min(1),
  exercise: z.strictObject({ id: z.string(), version: z.number().int(), hashes: ExerciseHashesSchema }),
  requestedAt: InstantSchema,
  try: z.number().int().positive(),
  lease: z.string(),
  faults: z.number().int().nonnegative(),
  state: z.discriminatedUnion('phase', [
    z.strictObject({ phase: z.literal('queued') }),
    z.strictObject({ phase: z.literal('running'), startedAt: InstantSchema }),
    z.strictObject({
      phase: z.literal('graded'),
      endedAt: InstantSchema,
      /** Index into `moments`. */
      moment: z.number().int().nonnegative(),
      ending: GradingEndingSchema,
      phases: PhasesSchema,
      image: z.string(),
    }),
    z.strictObject({ phase: z.literal('abandoned'), endedAt: InstantSchema, reason: z.string() }),
  ]),
});
export type Grading = z.infer<typeof GradingSchema>;

export function newGrading(
  attempt: StartedAttempt,
  submission: Submission,
  cause: GradingCause,
  now: Instant,
  more: { id?: GradingId; moments?: number[] } = {},
): Grading {
  const { id, version, hashes } = attempt.exercise;
  return {
    id: more.id ?? newId('grd'),
    attempt: attempt.id,
    submission: submission.id,
    submissionNumber: submission.number,
    cause,
    moments: more.moments ?? [submission.closedAt - attempt.startedAt],
    exercise: { id, version, hashes },
    requestedAt: now,
    try: 1,
    lease: newLease(),
    faults: 0,
    state: { phase: 'queued' },
  };
}

/** Of what was handed in. Others are of an earlier state, stand beside it, and count for nothing. */
export function isOfSubmission({ cause }: Pick<Grading, 'cause'>): boolean {
  return cause.kind === 'closing' || cause.kind === 'asked';
}

type Ending = Extract<JobEnding, { kind: 'grade' | 'faulted' }>;

/**
 *   queued ─picked up─▶ running ─▶ graded
 *     ▲───── fault, tries left ──┘   └─ fault, none left ─▶ abandoned ─retry─▶ queued
 *
 * An answer whose lease is over changes nothing: undefined.
 */
export function settle(grading: Grading, ending: Ending, now: Instant): Grading | undefined {
  const isOpen = grading.state.phase === 'queued' || grading.state.phase === 'running';
  if (!isOpen || ending.lease !== grading.lease) return undefined;
  if (ending.kind === 'grade') {
    const { ending: how, phases, image, state: moment } = ending;
    return { ...grading, state: { phase: 'graded', endedAt: now, moment, ending: how, phases, image } };
  }
  const faults = grading.faults + 1;
  if (faults >= MAX_FAULTS) return { ...grading, faults, state: { phase: 'abandoned', endedAt: now, reason: ending.reason } };
  return { ...grading, faults, try: grading.try + 1, lease: newLease(), state: { phase: 'queued' } };
}

export function pickUp(grading: Grading, jobTry: number, now: Instant): Grading | undefined {
  if (grading.state.phase !== 'queued' || grading.try !== jobTry) return undefined;
  return { ...grading, state: { phase: 'running', startedAt: now } };
}

export function retry(grading: Grading): Grading | undefined {
  if (grading.state.phase !== 'abandoned') return undefined;
  // Tries go on counting, so that the job has an id of its own; three more are allowed because faults start over.
  return { ...grading, try: grading.try + 1, faults: 0, lease: newLease(), state: { phase: 'queued' } };
}
