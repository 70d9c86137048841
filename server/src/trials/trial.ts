import { mistakesOf } from '@twohours/exercises/solutions';
import type { HiddenPart } from '@twohours/wire/exercise';
import { AttemptIdSchema, GradingIdSchema, TrialIdSchema, type GradingId, type TrialId } from '@twohours/wire/id';
import { UnderWaySchema } from '@twohours/wire/job';
import { MistakeTrialSchema, ReferenceTrialSchema, type JobEnding } from '@twohours/wire/job-ending';
import { InstantSchema, type Instant } from '@twohours/wire/time';
import { z } from 'zod';
import { isOfSubmission, type Grading } from '../grading/grading.ts';
import { MAX_FAULTS, newLease } from '../jobs/lease.ts';

/** The candidate's own tests, tried on the exercise's solutions after a grading's verdict. */
export const TrialSchema = z.strictObject({
  id: TrialIdSchema,
  grading: GradingIdSchema,
  attempt: AttemptIdSchema,
  /** Of one slice after the other. */
  try: z.number().int().positive(),
  lease: z.string(),
  /** In a row. */
  faults: z.number().int().nonnegative(),
  /** What slices have found so far. */
  reference: ReferenceTrialSchema.optional(),
  mistakes: z.array(MistakeTrialSchema),
  underWay: UnderWaySchema.optional(),
  state: z.discriminatedUnion('phase', [
    z.strictObject({ phase: z.literal('queued') }),
    z.strictObject({ phase: z.literal('done'), endedAt: InstantSchema }),
    z.strictObject({ phase: z.literal('abandoned'), endedAt: InstantSchema, reason: z.string() }),
  ]),
});
export type Trial = z.infer<typeof TrialSchema>;

/** A grading has one trial, for ever the same. */
export function trialIdOf(grading: GradingId): TrialId {
  return `tri_${grading.slice('grd_'.length)}`;
}

/** What is queued with a grading's verdict, whatever that is: tests can be good where the code is not. */
export function trialAfter(grading: Grading, hidden: Pick<HiddenPart, 'ownTests'>): Trial | undefined {
  // An earlier state stands beside a submission that has a trial of its own.
  if (!hidden.ownTests || grading.state.phase !== 'graded' || !isOfSubmission(grading)) return undefined;
  const { id, attempt } = grading;
  return { id: trialIdOf(id), grading: id, attempt, try: 1, lease: newLease(), faults: 0, mistakes: [], state: { phase: 'queued' } };
}

/** Names of the solutions that are still to be tried, in order. */
export function remainingOf(trial: Trial, hidden: Pick<HiddenPart, 'solutions'>): string[] {
  if (trial.reference && trial.reference.kind !== 'passes') return [];
  const tried = new Set(trial.mistakes.map(({ name }) => name));
  return [...(trial.reference ? [] : ['reference']), ...mistakesOf(hidden.solutions).filter((name) => !tried.has(name))];
}

type Ending = Extract<JobEnding, { kind: 'trial' | 'faulted' }>;

/**
 *   queued ─slice, more to try─▶ queued ─slice, nothing left─▶ done
 *     ▲───── fault, tries left ──┘   └─ fault, none left ─▶ abandoned
 *
 * An answer whose lease is over changes nothing: undefined.
 */
export function settle(trial: Trial, ending: Ending, hidden: Pick<HiddenPart, 'solutions'>, now: Instant): Trial | undefined {
  if (trial.state.phase !== 'queued' || ending.lease !== trial.lease) return undefined;
  if (ending.kind === 'faulted') return afterFault(trial, ending.reason, now);
  const { underWay: before, ...known } = trial;
  const { reference, mistakes, underWay } = ending.ending;
  const tried = [...(reference ? ['reference'] : []), ...mistakes.map(({ name }) => name), ...(underWay ? [underWay.name] : [])];
  const asked = remainingOf(trial, hidden);
  // A slice is the first of what was asked for, and something. Anything else would be asked for without end.
  const isMore = !underWay || underWay.name !== before?.name || underWay.times > before.times;
  if (tried.length === 0 || tried.some((name, index) => name !== asked[index]) || !isMore)
    return afterFault(trial, `a slice of ${tried.join(', ') || 'nothing'}, where ${asked.slice(0, 3).join(', ')} … was asked for`, now);
  const next: Trial = {
    ...known,
    faults: 0,
    ...(reference && { reference }),
    mistakes: [...known.mistakes, ...mistakes],
    ...(underWay && { underWay }),
  };
  if (remainingOf(next, hidden).length === 0) return { ...next, state: { phase: 'done', endedAt: now } };
  return { ...next, try: trial.try + 1, lease: newLease() };
}

function afterFault(trial: Trial, reason: string, now: Instant): Trial {
  const faults = trial.faults + 1;
  if (faults >= MAX_FAULTS) return { ...trial, faults, state: { phase: 'abandoned', endedAt: now, reason } };
  return { ...trial, faults, try: trial.try + 1, lease: newLease() };
}
