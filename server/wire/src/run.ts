import { z } from 'zod';
import { RunIdSchema } from './id.ts';
import { JobEventEntrySchema } from './job.ts';
import { PhasesSchema, RunEndingSchema } from './job-ending.ts';
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

/** Where a run stands that nobody works on. Not an event of it: true for a moment, and only while nothing newer happened. */
export const RunPlaceSchema = z.strictObject({
  try: z.number().int().min(1),
  /** The last event of that try before it, 0 when there was none. */
  n: z.number().int().nonnegative(),
  /** Jobs that are taken before it. Absent: it met a fault of ours and pauses before it is queued again. */
  ahead: z.number().int().nonnegative().optional(),
});
export type RunPlace = z.infer<typeof RunPlaceSchema>;

/** Everything that happened so far in a run, from its first event, and where it stands if it waits. */
export const RunStorySchema = z.strictObject({ run: RunViewSchema, entries: z.array(JobEventEntrySchema), place: RunPlaceSchema.optional() });
export type RunStory = z.infer<typeof RunStorySchema>;
