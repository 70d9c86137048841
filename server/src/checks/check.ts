import type { CheckView } from '@twohours/wire/check';
import {
  ApiTokenIdSchema,
  AttemptIdSchema,
  CheckIdSchema,
  StaffIdSchema,
  newId,
  type ApiTokenId,
  type AttemptId,
  type StaffId,
} from '@twohours/wire/id';
import { PhasesSchema, RunEndingSchema, type JobEnding } from '@twohours/wire/job-ending';
import { MomentSchema } from '@twohours/wire/moment';
import { InstantSchema, type Instant } from '@twohours/wire/time';
import { z } from 'zod';
import { MAX_FAULTS, newLease } from '../jobs/lease.ts';

/** The visible tests on the files of one moment, asked for by staff: no part of the recording, and none of the candidate's runs. */
export const CheckSchema = z.strictObject({
  id: CheckIdSchema,
  attempt: AttemptIdSchema,
  moment: MomentSchema,
  by: z.union([StaffIdSchema, ApiTokenIdSchema]),
  name: z.string(),
  requestedAt: InstantSchema,
  try: z.number().int().positive(),
  lease: z.string(),
  faults: z.number().int().nonnegative(),
  state: z.discriminatedUnion('phase', [
    z.strictObject({ phase: z.literal('queued') }),
    /** The events it is taken from do not live as long. */
    z.strictObject({ phase: z.literal('ended'), endedAt: InstantSchema, ending: RunEndingSchema, phases: PhasesSchema, output: z.string() }),
    z.strictObject({ phase: z.literal('abandoned'), endedAt: InstantSchema, reason: z.string() }),
  ]),
});
export type Check = z.infer<typeof CheckSchema>;

export interface AskedBy {
  readonly id: StaffId | ApiTokenId;
  readonly name: string;
}

export function newCheck(attempt: AttemptId, moment: Check['moment'], who: AskedBy, now: Instant): Check {
  const { id: by, name } = who;
  return { id: newId('chk'), attempt, moment, by, name, requestedAt: now, try: 1, lease: newLease(), faults: 0, state: { phase: 'queued' } };
}

type Ending = Extract<JobEnding, { kind: 'run' | 'faulted' }>;

/**
 *   queued ──▶ ended
 *     ▲ └─ fault, tries left ─┐   fault, none left ─▶ abandoned
 *     └────────────────────────┘
 *
 * An answer whose lease is over changes nothing: undefined.
 */
export function settle(check: Check, ending: Ending, output: string, now: Instant): Check | undefined {
  if (check.state.phase !== 'queued' || ending.lease !== check.lease) return undefined;
  if (ending.kind === 'run') return { ...check, state: { phase: 'ended', endedAt: now, ending: ending.ending, phases: ending.phases, output } };
  const faults = check.faults + 1;
  if (faults >= MAX_FAULTS) return { ...check, faults, state: { phase: 'abandoned', endedAt: now, reason: ending.reason } };
  return { ...check, faults, try: check.try + 1, lease: newLease() };
}

export function toCheckView({ try: _, lease: __, ...view }: Check): CheckView {
  return view;
}
