import { z } from 'zod';
import { VerdictStatusSchema } from './job.ts';
import { MomentSchema } from './moment.ts';
import { InstantSchema, LengthSchema } from './time.ts';

/** What a test did at a moment that it had not done at the one before. */
export const LaneChangeSchema = z.enum(['first-passed', 'passed-again', 'regressed', 'first-raced']);
export type LaneChange = z.infer<typeof LaneChangeSchema>;

export const LanePointSchema = z.strictObject({
  ...MomentSchema.shape,
  status: VerdictStatusSchema,
  changes: z.array(LaneChangeSchema),
  /** The same files were known: from the verdict, from an earlier closing or from an earlier moment. */
  isReused: z.boolean(),
});
export type LanePoint = z.infer<typeof LanePointSchema>;

/** One hidden test along the replay. Moments at which nothing is known of it, or nothing compiled, have no point. */
export const LaneSchema = z.strictObject({ id: z.string(), name: z.string(), points: z.array(LanePointSchema) });
export type Lane = z.infer<typeof LaneSchema>;

/** For staff: hidden tests, run after the closing on what stood there at moments of the attempt. They are no verdict. */
export const LanesViewSchema = z.strictObject({
  state: z.discriminatedUnion('phase', [
    /** The exercise marks no test, or there was no verdict for them to come after. */
    z.strictObject({ phase: z.literal('none') }),
    /** They come after the verdict. */
    z.strictObject({ phase: z.literal('waiting') }),
    z.strictObject({ phase: z.literal('running') }),
    z.strictObject({ phase: z.literal('done'), endedAt: InstantSchema, how: z.enum(['all', 'budget-spent']) }),
    z.strictObject({ phase: z.literal('abandoned'), endedAt: InstantSchema, reason: z.string() }),
  ]),
  /** Of how many moments everything is known, of how many that were chosen. */
  moments: z.strictObject({ done: z.number().int().nonnegative(), of: z.number().int().nonnegative() }),
  /** How long containers worked for it, and how long they may. */
  spentMs: LengthSchema,
  budgetMs: LengthSchema,
  lanes: z.array(LaneSchema),
});
export type LanesView = z.infer<typeof LanesViewSchema>;
