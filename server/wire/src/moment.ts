import { z } from 'zod';
import { LengthSchema } from './time.ts';

/** A moment of a replay. Several events may share a millisecond: which files are meant, the count says. */
export const MomentSchema = z.strictObject({
  /** How many of the replay's events had happened. */
  event: z.number().int().nonnegative(),
  /** Since Start. */
  at: LengthSchema,
});
