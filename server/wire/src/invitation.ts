import { z } from 'zod';
import { AttemptIdSchema, InvitationIdSchema } from './id.ts';
import { ReviewSummarySchema } from './review.ts';
import { InstantSchema, LengthSchema } from './time.ts';

export const NewInvitationSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    email: z.email().max(254),
    role: z.string(),
    exercise: z.string(),
    opensAt: InstantSchema,
    closesAt: InstantSchema,
    /** Extra time in percent of the exercise's own. */
    accommodationPercent: z.number().int().min(0).max(300).default(0),
  })
  .refine((invitation) => invitation.closesAt > invitation.opensAt, { error: 'The latest Start lies before the earliest.', path: ['closesAt'] });
export type NewInvitation = z.infer<typeof NewInvitationSchema>;

/** What the list shows, worked out from invitation, attempt and clock. */
export const InvitationStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open') }),
  z.strictObject({ kind: z.literal('expired') }),
  z.strictObject({ kind: z.literal('withdrawn') }),
  /** Opened, not started. */
  z.strictObject({ kind: z.literal('redeemed') }),
  z.strictObject({
    kind: z.literal('active'),
    elapsedMs: LengthSchema,
    /** Admins alone: with the time that has passed it would tell how much was allotted. */
    remainingMs: LengthSchema.optional(),
    connected: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('closed'), by: z.enum(['candidate', 'deadline', 'staff']), closedAt: InstantSchema }),
]);
export type InvitationState = z.infer<typeof InvitationStateSchema>;

/** In words of the list: the official grading of a closed attempt. */
export const GradingSummarySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('queued') }),
  z.strictObject({ kind: z.literal('abandoned') }),
  z.strictObject({ kind: z.literal('refused') }),
  z.strictObject({ kind: z.literal('not-compiled') }),
  z.strictObject({ kind: z.literal('tampered') }),
  z.strictObject({ kind: z.literal('tests'), passed: z.number().int(), total: z.number().int(), passedWeight: z.number(), totalWeight: z.number() }),
]);
export type GradingSummary = z.infer<typeof GradingSummarySchema>;

export const InvitationViewSchema = z.strictObject({
  id: InvitationIdSchema,
  name: z.string(),
  email: z.string(),
  role: z.string(),
  roleTitle: z.string(),
  exercise: z.string(),
  exerciseTitle: z.string(),
  opensAt: InstantSchema,
  closesAt: InstantSchema,
  createdAt: InstantSchema,
  createdBy: z.string(),
  /** Admins alone. */
  accommodationPercent: z.number().int().optional(),
  attempt: AttemptIdSchema,
  state: InvitationStateSchema,
  grading: GradingSummarySchema.optional(),
  /** Name and e-mail are covered until it has been decided. */
  isCovered: z.boolean(),
  review: ReviewSummarySchema,
});
export type InvitationView = z.infer<typeof InvitationViewSchema>;

/** The link is shown when it is made and never again: only its hash is kept. */
export const IssuedLinkSchema = z.strictObject({ invitation: InvitationViewSchema, link: z.url() });

/** Redeeming: 256 random bits in base64url, from the URL's fragment. */
export const LinkTokenSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
