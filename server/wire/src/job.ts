import { z } from 'zod';
import { ExerciseHashesSchema, RunActionSchema } from './exercise.ts';
import { CheckIdSchema, FormatIdSchema, GradingIdSchema, LanesIdSchema, RunIdSchema, TrialIdSchema } from './id.ts';
import { LengthSchema } from './time.ts';
import { FilesSchema } from './workspace.ts';

/*
  What server and sandbox say to each other, through Redis only.

  The server adds a job to the queue `jobs` (BullMQ; job id `<id>-<try>`). The sandbox appends what happens to the
  stream `job:<id>:events` (it alone: it numbers the entries) and, last, adds a JobEnding to the queue `results`, which
  servers consume. Only a settle script of the server writes what a job led to, and only if the lease still stands.
*/
export const JOB_QUEUE = 'jobs';
export const RESULT_QUEUE = 'results';

/** BullMQ: smaller is sooner. Zero comes before all that have one: whoever waited and met a fault of ours does not wait again. */
export const JOB_PRIORITY = { again: 0, run: 1, format: 1, closing: 5, regrade: 10, trial: 20, lane: 30 } as const;

/** The keys that both sides spell. Everything else is the server's or the sandbox's own. */
export function sharedKeys(prefix: string) {
  return {
    /** Prefix option of every BullMQ object. */
    bull: `${prefix}bull`,
    /** Stream of JobEventEntry in field `e`; capped by the writer; expires 24 h after it was settled. */
    jobEvents: (id: string) => `${prefix}job:${id}:events`,
    /** String, exists when the job is to be cancelled; expires after an hour. Also published on `cancelChannel`. */
    jobCancelled: (id: string) => `${prefix}job:${id}:cancelled`,
    /** Pub/sub channel; the message is a job's id. */
    cancelChannel: `${prefix}jobs:cancelled`,
    /** String (binary): one canonical tar of a published exercise, by its SHA-256; lives as long as the version. */
    packagePart: (hash: string) => `${prefix}package:${hash}`,
    /** Hash: worker id to SandboxHealth as JSON; entries older than SANDBOX_STALE_MS do not count. */
    sandboxes: `${prefix}sandboxes`,
  };
}

/** Every worker writes its health this often; a reader forgets it after SANDBOX_STALE_MS. */
export const SANDBOX_BEAT_MS = 1_500;
export const SANDBOX_STALE_MS = 6_000;

export const SandboxHealthSchema = z.strictObject({
  at: z.number().int(),
  state: z.enum(['ready', 'unavailable']),
  /** A sentence for pages, only when unavailable: what is missing and what helps. */
  reason: z.string().optional(),
  slots: z.number().int(),
  busy: z.number().int(),
  /** Slots that containers occupy which cannot be removed. What follows is absent in entries of older workers. */
  quarantined: z.number().int().nonnegative().default(0),
  /** Of the engine, for candidates' code; `default` is the engine's own. */
  runtime: z.string().default('default'),
  /** How programs get into containers, once the self-test has chosen. */
  handIn: z.enum(['bind', 'volume']).optional(),
  /** Names of the classes that it found not held, and of those that it let pass for development. */
  selfTest: z
    .strictObject({ state: z.enum(['running', 'passed', 'failed']), failed: z.array(z.string()), tolerated: z.array(z.string()) })
    .optional(),
});
export type SandboxHealth = z.infer<typeof SandboxHealthSchema>;

/* ---- jobs ---- */

export const jobBase = {
  /** 1 for the first try; a fault or a lost lease makes the next. */
  try: z.number().int().min(1),
  /** Changes with every try: an ending that carries an old one is refused. */
  lease: z.string().min(8),
};

/** A candidate's run, or staff's check of a moment: what is done is the same. */
export const RunJobIdSchema = z.union([RunIdSchema, CheckIdSchema]);

export const RunJobSchema = z.strictObject({
  kind: z.literal('run'),
  id: RunJobIdSchema,
  ...jobBase,
  exercise: ExerciseHashesSchema,
  files: FilesSchema,
  actions: z.array(RunActionSchema).min(1),
});

export const GradeJobSchema = z.strictObject({
  kind: z.literal('grade'),
  id: GradingIdSchema,
  ...jobBase,
  exercise: ExerciseHashesSchema,
  /** Tried in order until one compiles; one entry for a plain grading. */
  states: z.array(z.strictObject({ at: LengthSchema, files: FilesSchema })).min(1),
});

export const FormatJobSchema = z.strictObject({
  kind: z.literal('format'),
  id: FormatIdSchema,
  ...jobBase,
  path: z.string(),
  text: z.string(),
});

/** A solution of which a slice has not seen the end: how often its tests have ended so far as they must every time. */
export const UnderWaySchema = z.strictObject({ name: z.string(), times: z.number().int().positive() });
export type UnderWay = z.infer<typeof UnderWaySchema>;

/**
 * A candidate's own tests, on the exercise's own solutions. The sandbox does as many of those, in order, as fit into a slice;
 * the server asks for the rest in another job, so that whoever waits for a slot comes in between.
 */
export const TrialJobSchema = z.strictObject({
  kind: z.literal('trial'),
  id: TrialIdSchema,
  ...jobBase,
  exercise: ExerciseHashesSchema,
  /** As they were handed in. */
  files: FilesSchema,
  /** Names of solutions: `reference`, `rejected/<name>`. */
  solutions: z.array(z.string()).min(1),
  /** The first of them, if it was begun in the slice before. */
  underWay: UnderWaySchema.optional(),
});

/** Some of the hidden tests, each once, on some files. */
export const LaneStepSchema = z.strictObject({ files: FilesSchema, tests: z.array(z.string()).min(1) });

/**
 * Hidden tests on files as they were at moments of a recording. Like a trial it is done in slices: the sandbox takes steps in
 * order, begins none after a slice of time, and stops in the middle of one when the budget is spent.
 */
export const LaneJobSchema = z.strictObject({
  kind: z.literal('lane'),
  id: LanesIdSchema,
  ...jobBase,
  exercise: ExerciseHashesSchema,
  steps: z.array(LaneStepSchema).min(1),
  /** What may still be spent, on compiling and running. */
  budgetMs: LengthSchema,
});

export const JobSchema = z.discriminatedUnion('kind', [RunJobSchema, GradeJobSchema, FormatJobSchema, TrialJobSchema, LaneJobSchema]);
export type RunJob = z.infer<typeof RunJobSchema>;
export type GradeJob = z.infer<typeof GradeJobSchema>;
export type FormatJob = z.infer<typeof FormatJobSchema>;
export type TrialJob = z.infer<typeof TrialJobSchema>;
export type LaneJob = z.infer<typeof LaneJobSchema>;
export type Job = z.infer<typeof JobSchema>;

/** What a fault was about. */
export const JobKindSchema = z.enum(['run', 'grade', 'format', 'trial', 'lane']);

/* ---- what happened ---- */

/** How one process ended. The first six are about the candidate's code; `faulted` is about us and never a verdict. */
export const OutcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exited'), exitCode: z.number().int() }),
  z.strictObject({ kind: z.literal('timed-out'), wallMs: LengthSchema }),
  z.strictObject({ kind: z.literal('out-of-memory'), memoryBytes: z.number().int() }),
  z.strictObject({ kind: z.literal('too-much-output'), outputBytes: z.number().int() }),
  z.strictObject({ kind: z.literal('too-many-processes'), processes: z.number().int() }),
  z.strictObject({ kind: z.literal('cancelled') }),
  z.strictObject({ kind: z.literal('faulted') }),
]);
export type Outcome = z.infer<typeof OutcomeSchema>;

/** One line about one place in the candidate's files (or about none). */
export const DiagnosticSchema = z.strictObject({
  tool: z.enum(['policy', 'compile', 'vet', 'race', 'panic', 'test']),
  /** Of the policy: which rule. */
  rule: z.string().optional(),
  path: z.string().optional(),
  line: z.number().int().positive().optional(),
  column: z.number().int().positive().optional(),
  message: z.string(),
});
export type Diagnostic = z.infer<typeof DiagnosticSchema>;

export const RunTestStatusSchema = z.enum(['running', 'passed', 'failed', 'skipped', 'raced', 'unfinished']);
export type RunTestStatus = z.infer<typeof RunTestStatusSchema>;

/** A visible test; `name` is Go's, subtests with slashes. */
export const RunTestSchema = z.strictObject({
  /** Package directory, '' for the root. */
  package: z.string(),
  name: z.string(),
  status: RunTestStatusSchema,
  elapsedMs: LengthSchema,
});
export type RunTest = z.infer<typeof RunTestSchema>;

export const VerdictStatusSchema = z.enum(['passed', 'failed', 'raced', 'timed-out', 'crashed', 'not-reached']);
export type VerdictStatus = z.infer<typeof VerdictStatusSchema>;

/** Of a hidden test that a grading runs more than once: how often it passed, of how often it was run. */
export const TimesSchema = z.strictObject({ passed: z.number().int().nonnegative(), of: z.number().int().positive() });

/** One hidden test of a grading. Every test of the manifest has one, or there is no verdict. */
export const TestVerdictSchema = z.strictObject({
  id: z.string(),
  status: VerdictStatusSchema,
  elapsedMs: LengthSchema,
  /** For staff only: what the test and the code printed, head and tail. */
  output: z.string(),
  /** Where it is repeated. It has passed if it always did; the rest is about the first time that it did not. */
  times: TimesSchema.optional(),
});
export type TestVerdict = z.infer<typeof TestVerdictSchema>;

/** Everything that can be seen of a job while it goes on. */
export const JobEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('picked-up') }),
  z.strictObject({ type: z.literal('compiling') }),
  z.strictObject({ type: z.literal('diagnostic'), diagnostic: DiagnosticSchema }),
  z.strictObject({ type: z.literal('started') }),
  z.strictObject({ type: z.literal('output'), stream: z.enum(['stdout', 'stderr']), test: z.string().optional(), text: z.string() }),
  z.strictObject({ type: z.literal('output-cut'), bytes: z.number().int() }),
  z.strictObject({ type: z.literal('test'), test: RunTestSchema }),
  /** Of a grading: no output, no message. */
  z.strictObject({ type: z.literal('verdict'), id: z.string(), status: VerdictStatusSchema }),
]);
export type JobEvent = z.infer<typeof JobEventSchema>;

/** Field `e` of the stream. `n` counts from 1 within a try; a reader who sees a new try starts over. */
export const JobEventEntrySchema = z.strictObject({ try: z.number().int(), n: z.number().int(), atMs: LengthSchema, event: JobEventSchema });
export type JobEventEntry = z.infer<typeof JobEventEntrySchema>;
