import { z } from 'zod';
import { ExerciseHashesSchema, RoleSchema } from './exercise.ts';
import { AttemptIdSchema, SubmissionIdSchema } from './id.ts';
import { CandidateSeesSchema } from './review.ts';
import { InstantSchema, LengthSchema } from './time.ts';
import { WorkspaceFileSchema, FileIdSchema } from './workspace.ts';

/** What was typed before the deadline may arrive this much later. */
export const ARRIVAL_MS = 5_000;

export const ClosedBySchema = z.enum(['candidate', 'deadline', 'staff']);
export type ClosedBy = z.infer<typeof ClosedBySchema>;

/** Role and stages as the candidate sees them: without how each qualification is measured. */
export const RoleViewSchema = RoleSchema.omit({ qualifications: true });

/** Before Start: everything here may be known for days. Nothing of statement or starter is. */
export const LobbySchema = z.strictObject({
  phase: z.literal('ready'),
  attempt: AttemptIdSchema,
  candidate: z.string(),
  company: z.string(),
  contact: z.string(),
  exercise: z.strictObject({ title: z.string(), overview: z.string(), go: z.string() }),
  role: RoleViewSchema,
  /** The earliest and the latest Start. Whoever starts inside it has their whole time. */
  window: z.strictObject({ opensAt: InstantSchema, closesAt: InstantSchema, opensIn: LengthSchema, closesIn: LengthSchema }),
  allottedMs: LengthSchema,
  candidateSees: CandidateSeesSchema,
  /** Why code cannot be run at the moment, if it cannot. */
  runsUnavailable: z.string().optional(),
});
export type Lobby = z.infer<typeof LobbySchema>;

/** The clock of an open attempt: lengths, since the browser's own clock is not to be trusted. */
export const ActiveViewSchema = z.strictObject({
  phase: z.literal('active'),
  attempt: AttemptIdSchema,
  company: z.string(),
  contact: z.string(),
  title: z.string(),
  remainingMs: LengthSchema,
  /** Until what was typed before the deadline can no longer arrive. */
  closesInMs: LengthSchema,
  allottedMs: LengthSchema,
  elapsedMs: LengthSchema,
  /** Grants that the candidate is told of: extensions and our own faults credited. */
  granted: z.array(z.strictObject({ kind: z.enum(['extended', 'credited', 'reopened']), ms: LengthSchema })),
  epoch: z.number().int().nonnegative(),
  runsUnavailable: z.string().optional(),
});
export type ActiveView = z.infer<typeof ActiveViewSchema>;

export const ReceiptSchema = z.strictObject({
  phase: z.literal('closed'),
  attempt: AttemptIdSchema,
  candidate: z.string(),
  company: z.string(),
  contact: z.string(),
  title: z.string(),
  role: RoleViewSchema,
  candidateSees: CandidateSeesSchema,
  closedBy: ClosedBySchema,
  closedAt: InstantSchema,
  usedMs: LengthSchema,
  submission: z
    .strictObject({
      id: SubmissionIdSchema,
      number: z.number().int().positive(),
      /** SHA-256 over paths and texts; see `filesHash`. */
      hash: z.string(),
      files: z.array(z.strictObject({ path: z.string(), bytes: z.number().int() })),
    })
    .optional(),
  /** What was recorded, by the hash of all of it, signed by the installation (Ed25519): whoever keeps it can tell a later change. */
  recording: z.strictObject({ head: z.string(), signature: z.string(), publicKey: z.string() }),
});
export type Receipt = z.infer<typeof ReceiptSchema>;

export const AttemptViewSchema = z.discriminatedUnion('phase', [LobbySchema, ActiveViewSchema, ReceiptSchema]);
export type AttemptView = z.infer<typeof AttemptViewSchema>;

/** Everything that a workspace page needs, once it has started. */
export const WorkspaceViewSchema = z.strictObject({
  attempt: ActiveViewSchema,
  statement: z.string(),
  module: z.string(),
  editable: z.array(z.string()),
  readOnly: z.array(z.string()),
  files: z.array(z.strictObject({ id: FileIdSchema, ...WorkspaceFileSchema.shape })),
  /** Of the last batch that is in the recording; the next is one more. */
  seq: z.number().int().nonnegative(),
  savedAt: InstantSchema.optional(),
});
export type WorkspaceView = z.infer<typeof WorkspaceViewSchema>;

/** A page that wants to write asks for the lease; the answer's epoch fences everyone before it. */
export const LeaseRequestSchema = z.strictObject({
  /** Of this browser profile, random, kept in its storage: the same profile takes over silently. */
  device: z.string().min(8).max(64),
  /** True only when the candidate pressed "Take over here". */
  takeOver: z.boolean(),
});
export const LeaseReplySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('writer'), epoch: z.number().int().positive(), seq: z.number().int().nonnegative() }),
  /** Another device writes; this page reads until the candidate takes over. */
  z.strictObject({ kind: z.literal('reader'), epoch: z.number().int().positive() }),
]);
export type LeaseReply = z.infer<typeof LeaseReplySchema>;

/* ---- staff ---- */

export const AttemptPhaseSchema = z.enum(['ready', 'active', 'closed']);
export const PinnedExerciseSchema = z.strictObject({
  id: z.string(),
  version: z.number().int(),
  title: z.string(),
  hashes: ExerciseHashesSchema,
});
export type PinnedExercise = z.infer<typeof PinnedExerciseSchema>;
