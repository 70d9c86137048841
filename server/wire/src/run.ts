import { z } from 'zod';
import { RunIdSchema } from './id.ts';
import { JobEventEntrySchema, PhasesSchema, RunEndingSchema } from './job.ts';
import { LengthSchema } from './time.ts';

/** A run as its page shows it. `abandoned` is ours: three faults in a row. */
export const RunViewSchema = z.strictObject({
  id: RunIdSchema,
  number: z.number().int().positive(),
  /** Since Start. */
  atMs: LengthSchema,
  state: z.discriminatedUnion('phase', [
    z.strictObject({ phase: z.literal('queued') }),
    z.strictObject({ phase: z.literal('ended'), ending: RunEndingSchema, phases: PhasesSchema }),
    z.strictObject({ phase: z.literal('abandoned') }),
  ]),
});
export type RunView = z.infer<typeof RunViewSchema>;

/** Everything that happened so far in a run, from its first event. */
export const RunStorySchema = z.strictObject({ run: RunViewSchema, entries: z.array(JobEventEntrySchema) });
export type RunStory = z.infer<typeof RunStorySchema>;
