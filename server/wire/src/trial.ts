import { z } from 'zod';
import { TrialIdSchema } from './id.ts';
import { ReferenceTrialSchema } from './job-ending.ts';
import { InstantSchema } from './time.ts';

/** One of the exercise's rejected solutions. */
const TriedMistakeSchema = z.strictObject({
  name: z.string(),
  /** What is wrong with it, in its author's words. */
  why: z.string(),
  isCaught: z.boolean(),
});
export type TriedMistake = z.infer<typeof TriedMistakeSchema>;

/** What became of a candidate's own tests. For staff only: it quotes the reference and the mistakes. */
export const TrialViewSchema = z.strictObject({
  id: TrialIdSchema,
  /** How often in a row it failed through no fault of the candidate. */
  faults: z.number().int().nonnegative(),
  state: z.discriminatedUnion('phase', [
    z.strictObject({ phase: z.literal('queued') }),
    z.strictObject({ phase: z.literal('running'), tried: z.number().int().nonnegative(), of: z.number().int() }),
    z.strictObject({
      phase: z.literal('done'),
      endedAt: InstantSchema,
      reference: ReferenceTrialSchema,
      /** Empty where the reference is not passed. */
      mistakes: z.array(TriedMistakeSchema),
      caught: z.number().int().nonnegative(),
      /** Where the manifest gives them a weight: that much of it, by how many mistakes are caught. It stands beside the verdict. */
      score: z.strictObject({ earned: z.number(), weight: z.number() }).optional(),
    }),
    z.strictObject({ phase: z.literal('abandoned'), endedAt: InstantSchema, reason: z.string() }),
  ]),
});
export type TrialView = z.infer<typeof TrialViewSchema>;
