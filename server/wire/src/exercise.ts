import { z } from 'zod';
import { FilesSchema } from './workspace.ts';

/** Lower-case SHA-256 in hex. */
export const HashSchema = z.string().regex(/^[0-9a-f]{64}$/);

export const SlugSchema = z.string().regex(/^[a-z][a-z0-9-]{1,63}$/);
const TestFunctionSchema = z.string().regex(/^Test[A-Z0-9_][A-Za-z0-9_]*$/);

export const ExerciseKindSchema = z.enum(['in-process', 'process']);
/** What pressing Run may do. */
export const RunActionSchema = z.enum(['vet', 'test']);
export type RunAction = z.infer<typeof RunActionSchema>;

/** For one container. The operator's own limits narrow these. */
export const LimitsSchema = z.strictObject({
  wallMs: z.number().int().min(1_000).max(600_000),
  memoryBytes: z
    .number()
    .int()
    .min(32 << 20)
    .max(4 * 1024 ** 3),
  processes: z.number().int().min(8).max(1_024),
  outputBytes: z
    .number()
    .int()
    .min(4_096)
    .max(16 << 20),
  tmpBytes: z
    .number()
    .int()
    .min(1 << 20)
    .max(1 << 30),
});
export type Limits = z.infer<typeof LimitsSchema>;

/** What a candidate may learn of one hidden test once the attempt is closed. */
export const TellSchema = z.enum(['nothing', 'verdict']);

/** A clause of the statement, such as `A4`. */
const ClauseSchema = z.string().regex(/^[A-Z][0-9]{1,2}$/);

export const HiddenTestSchema = z.strictObject({
  /** The Go function. */
  id: TestFunctionSchema,
  /** As a reviewer (and, where it may be told, a candidate) reads it. */
  name: z.string().min(3).max(160),
  weight: z.number().positive(),
  group: z.string().min(1).max(40),
  clause: ClauseSchema,
  /** Further clauses that it proves on the way. */
  alsoProves: z.array(ClauseSchema).optional(),
  /** How often a grading runs it. */
  repeats: z.number().int().min(1).max(100).default(1),
  /** Telling enough to be run along the replay later. */
  lane: z.boolean().default(false),
  tell: TellSchema.default('nothing'),
  /** Another test that the same rejected solutions are caught by, and why both are kept. */
  sameAs: z.strictObject({ test: TestFunctionSchema, because: z.string().min(10) }).optional(),
});

export const RubricCriterionSchema = z.strictObject({
  id: SlugSchema,
  title: z.string().min(3).max(120),
  /** Anchored: what each level looks like, lowest first. */
  levels: z.array(z.string().min(3)).min(2).max(6),
  /** Clauses that people judge by it, where no test can. */
  clauses: z.array(ClauseSchema).optional(),
});

/** The candidate's own tests are tried on the reference and on the known mistakes; they have a weight where one is given. */
export const OwnTestsSchema = z.strictObject({ weight: z.number().positive().optional() });

/** exercise.yaml, whole. */
export const ManifestSchema = z.strictObject({
  id: SlugSchema,
  version: z.number().int().positive(),
  title: z.string().min(3).max(120),
  role: SlugSchema,
  minutes: z.number().int().min(1).max(480),
  kind: ExerciseKindSchema,
  /** Sorts after every import path of the standard library, so that Go initialises the candidate's package last. */
  module: z.string().regex(/^zmod\/[a-z][a-z0-9]*$/),
  package: z.string().regex(/^[a-z][a-z0-9]*$/),
  go: z.string().regex(/^1\.\d+$/),
  /** What the candidate's non-test files may import; `path/*` allows everything below. */
  imports: z.array(z.string()).min(1),
  editable: z.array(z.string()).min(1),
  readOnly: z.array(z.string()),
  run: z.array(RunActionSchema).min(1),
  limits: LimitsSchema,
  groups: z.array(z.strictObject({ id: z.string(), title: z.string() })),
  tests: z.array(HiddenTestSchema).min(1),
  ownTests: OwnTestsSchema.optional(),
  rubric: z.array(RubricCriterionSchema),
  /** Clauses that neither a test nor a person judges, and who sees to them instead. */
  untested: z.array(z.strictObject({ clause: ClauseSchema, because: z.string().min(10) })).default([]),
});
export type Manifest = z.infer<typeof ManifestSchema>;

/** roles/<id>.yaml. */
export const RoleSchema = z.strictObject({
  id: SlugSchema,
  title: z.string(),
  teams: z.array(z.string()),
  /** The whole process in order; exactly one stage is the exercise. */
  stages: z.array(z.strictObject({ title: z.string(), text: z.string(), isExercise: z.boolean().default(false) })).min(1),
  qualifications: z.array(
    z.strictObject({
      text: z.string(),
      /** A clause, a rubric criterion, another stage, or `not measured here`. */
      measuredBy: z.string(),
    }),
  ),
});
export type Role = z.infer<typeof RoleSchema>;

/* The three parts of a published exercise. Who may read which is the difference between them. */

/** From the invitation on. */
export const OpenPartSchema = z.strictObject({
  id: SlugSchema,
  version: z.number().int().positive(),
  title: z.string(),
  minutes: z.number().int().positive(),
  go: z.string(),
  role: RoleSchema,
  overview: z.string(),
});
export type OpenPart = z.infer<typeof OpenPartSchema>;

/** From Start on. */
export const SealedPartSchema = z.strictObject({
  id: SlugSchema,
  kind: ExerciseKindSchema,
  module: z.string(),
  package: z.string(),
  go: z.string(),
  imports: z.array(z.string()),
  editable: z.array(z.string()),
  readOnly: z.array(z.string()),
  run: z.array(RunActionSchema),
  limits: LimitsSchema,
  statement: z.string(),
  starter: FilesSchema,
});
export type SealedPart = z.infer<typeof SealedPartSchema>;

/** The sandbox and staff's result page. */
export const HiddenPartSchema = z.strictObject({
  id: SlugSchema,
  groups: z.array(z.strictObject({ id: z.string(), title: z.string() })),
  // Packages that were published before it was a mark say something else, and attempts still name them.
  tests: z.array(HiddenTestSchema.extend({ lane: z.boolean().catch(false) })),
  ownTests: OwnTestsSchema.optional(),
  rubric: z.array(RubricCriterionSchema),
  /** Go files of package `<package>_test`, paths relative to hidden/. */
  files: FilesSchema,
  /** Everything below solutions/, paths relative to it. */
  solutions: FilesSchema,
});
export type HiddenPart = z.infer<typeof HiddenPartSchema>;

/** Names one published version. `exercise` is the hash over the other three. */
export const ExerciseHashesSchema = z.strictObject({ exercise: HashSchema, open: HashSchema, sealed: HashSchema, hidden: HashSchema });
export type ExerciseHashes = z.infer<typeof ExerciseHashesSchema>;
