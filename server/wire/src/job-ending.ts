import { z } from 'zod';
import { FormatIdSchema, GradingIdSchema, LanesIdSchema, TrialIdSchema } from './id.ts';
import {
  DiagnosticSchema,
  JobKindSchema,
  OutcomeSchema,
  RunJobIdSchema,
  RunTestSchema,
  RunTestStatusSchema,
  TestVerdictSchema,
  UnderWaySchema,
  VerdictStatusSchema,
  jobBase,
} from './job.ts';
import { LengthSchema } from './time.ts';

/** How a run ended. */
export const RunEndingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('refused'), diagnostics: z.array(DiagnosticSchema) }),
  z.strictObject({ kind: z.literal('not-compiled'), diagnostics: z.array(DiagnosticSchema) }),
  z.strictObject({ kind: z.literal('ran'), outcome: OutcomeSchema, tests: z.array(RunTestSchema), diagnostics: z.array(DiagnosticSchema) }),
  /** Stopped before anything of theirs ran. */
  z.strictObject({ kind: z.literal('cancelled') }),
]);
export type RunEnding = z.infer<typeof RunEndingSchema>;

/** How a grading ended. Only policy, compile failure and tampering concern the whole of it. */
export const GradingEndingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('refused'), diagnostics: z.array(DiagnosticSchema) }),
  z.strictObject({ kind: z.literal('not-compiled'), diagnostics: z.array(DiagnosticSchema) }),
  z.strictObject({ kind: z.literal('tampered'), evidence: z.string() }),
  z.strictObject({ kind: z.literal('tests'), tests: z.array(TestVerdictSchema), containers: z.number().int().positive() }),
]);
export type GradingEnding = z.infer<typeof GradingEndingSchema>;

/** A test that did not pass on the reference. */
export const FailedOwnTestSchema = z.strictObject({ name: z.string(), status: RunTestStatusSchema });

const leftOut = {
  /** Test files that belong to the package itself, or lie in another folder: they cannot be tried on anything else. */
  leftOut: z.array(z.string()),
};

/** How a candidate's own tests fared on the reference. For staff only: their output quotes what it does. */
export const ReferenceTrialSchema = z.discriminatedUnion('kind', [
  /** Each time; that many of them. */
  z.strictObject({ kind: z.literal('passes'), passed: z.number().int().positive(), ...leftOut }),
  z.strictObject({ kind: z.literal('no-tests'), ...leftOut }),
  z.strictObject({ kind: z.literal('refused'), diagnostics: z.array(DiagnosticSchema), ...leftOut }),
  z.strictObject({ kind: z.literal('not-compiled'), diagnostics: z.array(DiagnosticSchema), ...leftOut }),
  z.strictObject({
    kind: z.literal('fails'),
    outcome: OutcomeSchema,
    tests: z.array(FailedOwnTestSchema),
    diagnostics: z.array(DiagnosticSchema),
    output: z.string(),
    ...leftOut,
  }),
  /** Nothing failed, and nothing passed either. */
  z.strictObject({ kind: z.literal('nothing-ran'), output: z.string(), ...leftOut }),
]);
export type ReferenceTrial = z.infer<typeof ReferenceTrialSchema>;

/** A known mistake is caught if the candidate's own tests failed on it every time. */
export const MistakeTrialSchema = z.strictObject({ name: z.string(), isCaught: z.boolean() });
export type MistakeTrial = z.infer<typeof MistakeTrialSchema>;

/** What came of one slice. Where the reference is not passed, no mistake is tried. */
export const TrialEndingSchema = z.strictObject({
  reference: ReferenceTrialSchema.optional(),
  mistakes: z.array(MistakeTrialSchema),
  underWay: UnderWaySchema.optional(),
});
export type TrialEnding = z.infer<typeof TrialEndingSchema>;

/** What became of one step. Of tests no more than how they ended: whoever wants to read has that very state graded. */
export const LaneFindingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('refused') }),
  z.strictObject({ kind: z.literal('not-compiled') }),
  z.strictObject({ kind: z.literal('tampered') }),
  z.strictObject({ kind: z.literal('tests'), tests: z.array(z.strictObject({ id: z.string(), status: VerdictStatusSchema })) }),
]);
export type LaneFinding = z.infer<typeof LaneFindingSchema>;

/** What came of one slice: of as many of the first steps as there was time for. */
export const LaneEndingSchema = z.strictObject({
  done: z.array(LaneFindingSchema),
  spentMs: LengthSchema,
  /** A step was given up because the budget was spent. */
  isCut: z.boolean(),
  image: z.string(),
});
export type LaneEnding = z.infer<typeof LaneEndingSchema>;

/** Lengths of the phases, for graders and the benchmark. */
export const PhasesSchema = z.strictObject({ waitMs: LengthSchema, compileMs: LengthSchema, runMs: LengthSchema, totalMs: LengthSchema });
export type Phases = z.infer<typeof PhasesSchema>;

const endingBase = { ...jobBase, worker: z.string() };

export const JobEndingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('run'), id: RunJobIdSchema, ...endingBase, ending: RunEndingSchema, phases: PhasesSchema }),
  z.strictObject({
    kind: z.literal('grade'),
    id: GradingIdSchema,
    ...endingBase,
    /** Which of the job's states this is about. */
    state: z.number().int().nonnegative(),
    ending: GradingEndingSchema,
    phases: PhasesSchema,
    image: z.string(),
  }),
  z.strictObject({
    kind: z.literal('format'),
    id: FormatIdSchema,
    ...endingBase,
    ending: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('formatted'), text: z.string() }),
      z.strictObject({ kind: z.literal('not-formatted'), diagnostics: z.array(DiagnosticSchema) }),
    ]),
  }),
  z.strictObject({ kind: z.literal('trial'), id: TrialIdSchema, ...endingBase, ending: TrialEndingSchema }),
  z.strictObject({ kind: z.literal('lane'), id: LanesIdSchema, ...endingBase, ending: LaneEndingSchema }),
  /** Ours. `reason` is for logs and staff, never for a candidate. */
  z.strictObject({ kind: z.literal('faulted'), of: JobKindSchema, id: z.string(), ...endingBase, reason: z.string() }),
]);
export type JobEnding = z.infer<typeof JobEndingSchema>;
