import { z } from 'zod';
import { GradingViewSchema } from './grading.ts';
import { ApiTokenIdSchema, AttemptIdSchema, CheckIdSchema, StaffIdSchema } from './id.ts';
import { PhasesSchema, RunEndingSchema } from './job-ending.ts';
import { MomentSchema } from './moment.ts';
import { InstantSchema } from './time.ts';

/** The visible tests on the files of one moment of a replay, asked for by staff. No part of what the candidate did. */
export const CheckViewSchema = z.strictObject({
  id: CheckIdSchema,
  attempt: AttemptIdSchema,
  moment: MomentSchema,
  by: z.union([StaffIdSchema, ApiTokenIdSchema]),
  name: z.string(),
  requestedAt: InstantSchema,
  /** In a row. */
  faults: z.number().int().nonnegative(),
  state: z.discriminatedUnion('phase', [
    z.strictObject({ phase: z.literal('queued') }),
    /** What was printed, in the order in which it came: head and tail. */
    z.strictObject({ phase: z.literal('ended'), endedAt: InstantSchema, ending: RunEndingSchema, phases: PhasesSchema, output: z.string() }),
    z.strictObject({ phase: z.literal('abandoned'), endedAt: InstantSchema, reason: z.string() }),
  ]),
});
export type CheckView = z.infer<typeof CheckViewSchema>;

/** Tests that staff have run at a moment of the replay, visible or hidden. */
export const AskAtMomentSchema = z.strictObject({ tests: z.enum(['visible', 'hidden']), moment: MomentSchema });
export const AskedAtMomentSchema = z.discriminatedUnion('tests', [
  z.strictObject({ tests: z.literal('visible'), check: CheckViewSchema }),
  z.strictObject({ tests: z.literal('hidden'), grading: GradingViewSchema }),
]);
export type AskedAtMoment = z.infer<typeof AskedAtMomentSchema>;
