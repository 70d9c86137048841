import { AttemptIdSchema, InvitationIdSchema, StaffIdSchema } from '@twohours/wire/id';
import { CandidateSeesSchema, DEFAULT_REVIEW_SETTINGS } from '@twohours/wire/review';
import { InstantSchema } from '@twohours/wire/time';
import { z } from 'zod';

export const InvitationSchema = z.strictObject({
  id: InvitationIdSchema,
  name: z.string(),
  email: z.string(),
  role: z.string(),
  roleTitle: z.string(),
  exercise: z.string(),
  exerciseTitle: z.string(),
  /** The earliest and the latest Start. */
  opensAt: InstantSchema,
  closesAt: InstantSchema,
  accommodationPercent: z.number().int(),
  createdAt: InstantSchema,
  createdBy: z.strictObject({ id: StaffIdSchema, name: z.string() }),
  /** SHA-256 of the link's token; none while it is withdrawn. */
  tokenHash: z.string().optional(),
  /** Made when the invitation is: what was opened, and when, is the attempt's to say. */
  attempt: AttemptIdSchema,
  redeemedAt: InstantSchema.optional(),
  /** What the lobby says the candidate will see: a promise, so it stays what it was when they were invited. */
  candidateSees: CandidateSeesSchema.default(DEFAULT_REVIEW_SETTINGS.candidateSees),
});
export type Invitation = z.infer<typeof InvitationSchema>;
