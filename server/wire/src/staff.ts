import { z } from 'zod';
import { ClosedBySchema, PinnedExerciseSchema } from './attempt.ts';
import { CheckViewSchema } from './check.ts';
import { GradingViewSchema } from './grading.ts';
import { ApiTokenIdSchema, AttemptIdSchema, StaffIdSchema, SubmissionIdSchema } from './id.ts';
import { InvitationViewSchema } from './invitation.ts';
import { RunViewSchema } from './run.ts';
import { InstantSchema, LengthSchema } from './time.ts';
import { FilesSchema } from './workspace.ts';

export const StaffRoleSchema = z.enum(['admin', 'reviewer', 'grader']);
export type StaffRole = z.infer<typeof StaffRoleSchema>;

export const StaffViewSchema = z.strictObject({
  id: StaffIdSchema,
  name: z.string(),
  email: z.string(),
  roles: z.array(StaffRoleSchema),
  createdAt: InstantSchema,
});
export type StaffView = z.infer<typeof StaffViewSchema>;

export const PasswordSchema = z.string().min(12, 'A password has 12 characters at least.').max(200);

export const ApiTokenViewSchema = z.strictObject({
  id: ApiTokenIdSchema,
  name: z.string(),
  createdAt: InstantSchema,
  expiresAt: InstantSchema,
  lastUsedAt: InstantSchema.optional(),
});
export type ApiTokenView = z.infer<typeof ApiTokenViewSchema>;

export const ExerciseSummarySchema = z.strictObject({
  id: z.string(),
  version: z.number().int(),
  title: z.string(),
  role: z.string(),
  roleTitle: z.string(),
  minutes: z.number().int(),
  /** It ships with Twohours, so anyone may have read it. */
  isPublic: z.boolean(),
  hash: z.string(),
});
export type ExerciseSummary = z.infer<typeof ExerciseSummarySchema>;

export const GrantSchema = z.strictObject({
  kind: z.enum(['allotted', 'extended', 'credited', 'reopened']),
  ms: LengthSchema,
  at: InstantSchema,
  by: z.string(),
  reason: z.string(),
});
export type Grant = z.infer<typeof GrantSchema>;

export const SubmissionViewSchema = z.strictObject({
  id: SubmissionIdSchema,
  number: z.number().int().positive(),
  closedBy: ClosedBySchema,
  closedAt: InstantSchema,
  atMs: LengthSchema,
  hash: z.string(),
  files: FilesSchema,
});
export type SubmissionView = z.infer<typeof SubmissionViewSchema>;

/** One line of what happened and what staff did, newest last. */
export const LogEntrySchema = z.strictObject({ at: InstantSchema, what: z.string(), by: z.string().optional(), reason: z.string().optional() });

/** The attempt as the person who invited sees it. */
export const AttemptResultSchema = z.strictObject({
  invitation: InvitationViewSchema,
  attempt: z.strictObject({
    id: AttemptIdSchema,
    exercise: PinnedExerciseSchema.optional(),
    startedAt: InstantSchema.optional(),
    usedMs: LengthSchema.optional(),
    /** Admins alone: how the deadline came about. */
    ledger: z.array(GrantSchema).optional(),
  }),
  starter: FilesSchema,
  /** As it stands now, while the attempt is open. */
  files: FilesSchema,
  groups: z.array(z.strictObject({ id: z.string(), title: z.string() })),
  runs: z.array(RunViewSchema),
  submissions: z.array(SubmissionViewSchema),
  gradings: z.array(GradingViewSchema),
  checks: z.array(CheckViewSchema),
  leftovers: z.array(
    z.strictObject({ kind: z.enum(['late', 'stranded']), receivedAt: InstantSchema, events: z.number().int(), preview: z.string() }),
  ),
  log: z.array(LogEntrySchema),
});
export type AttemptResult = z.infer<typeof AttemptResultSchema>;

export const ReasonSchema = z.string().trim().min(3, 'Say why, in a few words: it stays in the log.').max(500);
