import { z } from 'zod';
import { ExerciseHashesSchema, TellSchema } from './exercise.ts';
import { ApiTokenIdSchema, AttemptIdSchema, GradingIdSchema, StaffIdSchema, SubmissionIdSchema } from './id.ts';
import { DiagnosticSchema, TimesSchema, VerdictStatusSchema } from './job.ts';
import { PhasesSchema } from './job-ending.ts';
import { InstantSchema, LengthSchema } from './time.ts';
import { TrialViewSchema } from './trial.ts';

/** Why a grading exists. */
export const GradingCauseSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('closing') }),
  /** The submission did not compile: the latest earlier state that did, beside it. */
  z.strictObject({ kind: z.literal('did-not-compile'), official: GradingIdSchema }),
  /** Staff asked for it at a moment of the replay. It stands beside the verdict. */
  z.strictObject({
    kind: z.literal('moment'),
    by: z.union([StaffIdSchema, ApiTokenIdSchema]),
    name: z.string(),
    event: z.number().int().nonnegative(),
  }),
  z.strictObject({ kind: z.literal('asked'), by: z.union([StaffIdSchema, ApiTokenIdSchema]), name: z.string() }),
]);
export type GradingCause = z.infer<typeof GradingCauseSchema>;

/** One hidden test with what the manifest says of it. */
export const GradedTestSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  group: z.string(),
  clause: z.string(),
  weight: z.number(),
  tell: TellSchema,
  status: VerdictStatusSchema,
  elapsedMs: LengthSchema,
  output: z.string(),
  times: TimesSchema.optional(),
});
export type GradedTest = z.infer<typeof GradedTestSchema>;

export const VerdictSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('refused'), diagnostics: z.array(DiagnosticSchema) }),
  z.strictObject({ kind: z.literal('not-compiled'), diagnostics: z.array(DiagnosticSchema) }),
  z.strictObject({ kind: z.literal('tampered'), evidence: z.string() }),
  z.strictObject({
    kind: z.literal('tests'),
    tests: z.array(GradedTestSchema),
    /** Sum of the weights of those passed, and of all. */
    passedWeight: z.number(),
    totalWeight: z.number(),
    containers: z.number().int(),
  }),
]);
export type Verdict = z.infer<typeof VerdictSchema>;

export const GradingViewSchema = z.strictObject({
  id: GradingIdSchema,
  attempt: AttemptIdSchema,
  submission: SubmissionIdSchema,
  /** Of the attempt; the last submission's newest closing or asked grading is what counts. */
  submissionNumber: z.number().int(),
  cause: GradingCauseSchema,
  /** Milliseconds since Start of the state that was graded. */
  atMs: LengthSchema,
  exercise: z.strictObject({ id: z.string(), version: z.number().int(), hashes: ExerciseHashesSchema }),
  requestedAt: InstantSchema,
  /** How often it failed through no fault of the candidate. */
  faults: z.number().int().nonnegative(),
  state: z.discriminatedUnion('phase', [
    z.strictObject({ phase: z.literal('queued') }),
    z.strictObject({ phase: z.literal('running'), startedAt: InstantSchema }),
    z.strictObject({ phase: z.literal('graded'), endedAt: InstantSchema, verdict: VerdictSchema, phases: PhasesSchema, image: z.string() }),
    z.strictObject({ phase: z.literal('abandoned'), endedAt: InstantSchema, reason: z.string() }),
  ]),
  /** The candidate's own tests, once there is a verdict, where the exercise wants them tried. */
  ownTests: TrialViewSchema.optional(),
});
export type GradingView = z.infer<typeof GradingViewSchema>;
