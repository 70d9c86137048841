import { z } from 'zod';
import { RubricCriterionSchema } from './exercise.ts';
import { AttemptIdSchema, CommentIdSchema, StaffIdSchema } from './id.ts';
import { VerdictStatusSchema } from './job.ts';
import { InstantSchema, LengthSchema } from './time.ts';

/* ---- what a review is made of ---- */

export const RECOMMENDATIONS = ['strong-no', 'no', 'unsure', 'yes', 'strong-yes'] as const;
export const RecommendationSchema = z.enum(RECOMMENDATIONS);
export type Recommendation = z.infer<typeof RecommendationSchema>;

const LineSchema = z.number().int().positive();
/** Lines of a file as it stood then, the first and the last of them, counted from 1. */
const LinesSchema = z.strictObject({ kind: z.literal('lines'), atMs: LengthSchema, path: z.string().max(200), from: LineSchema, to: LineSchema });
const SpanSchema = z.strictObject({ kind: z.literal('span'), fromMs: LengthSchema, toMs: LengthSchema });

/** What a comment is about. */
export const PlaceSchema = z.discriminatedUnion('kind', [LinesSchema, SpanSchema]);
export type Place = z.infer<typeof PlaceSchema>;

/** What a mark rests on: lines, a moment, or a hidden test by its Go function. */
export const EvidenceSchema = z.discriminatedUnion('kind', [
  LinesSchema,
  z.strictObject({ kind: z.literal('moment'), atMs: LengthSchema }),
  z.strictObject({ kind: z.literal('test'), test: z.string().max(200) }),
]);
export type Evidence = z.infer<typeof EvidenceSchema>;

export const MarkSchema = z.strictObject({
  criterion: z.string().max(80),
  /** 1 is the lowest. None while only evidence or a note was left. */
  level: z.number().int().min(1).max(6).optional(),
  evidence: z.array(EvidenceSchema).max(20),
  note: z.string().max(2_000),
});
export type Mark = z.infer<typeof MarkSchema>;

export const CommentSchema = z.strictObject({
  id: CommentIdSchema,
  on: PlaceSchema,
  text: z.string().max(4_000),
  audience: z.enum(['private', 'candidate']),
});
export type Comment = z.infer<typeof CommentSchema>;

export const ReviewContentSchema = z.strictObject({
  marks: z.array(MarkSchema).max(40),
  comments: z.array(CommentSchema).max(200),
  recommendation: RecommendationSchema.optional(),
  summary: z.string().max(8_000),
});
export type ReviewContent = z.infer<typeof ReviewContentSchema>;

export const EMPTY_REVIEW: ReviewContent = { marks: [], comments: [], summary: '' };

/* ---- points ---- */

/** A criterion of the exercise with what each of its levels is worth today. */
export const WeighedCriterionSchema = RubricCriterionSchema.extend({ points: z.array(z.number().min(0).max(100)) });
export type WeighedCriterion = z.infer<typeof WeighedCriterionSchema>;

export const PointsSchema = z.record(z.string().max(80), z.array(z.number().min(0).max(100)).min(2).max(6));
export type Points = z.infer<typeof PointsSchema>;

/** Levels are what a reviewer gave; points are made of them anew each time, so that they can change later. */
export function scoreOf(
  rubric: readonly WeighedCriterion[],
  content: Pick<ReviewContent, 'marks'>,
): { readonly points: number; readonly of: number } {
  let points = 0;
  let of = 0;
  for (const criterion of rubric) {
    of += Math.max(...criterion.points);
    const level = content.marks.find((mark) => mark.criterion === criterion.id)?.level;
    if (level !== undefined) points += criterion.points[level - 1] ?? 0;
  }
  return { points, of };
}

/** What is still missing before a review can be given, each a sentence, in the order of the page. */
export function missingIn(rubric: readonly Pick<WeighedCriterion, 'id' | 'title' | 'levels'>[], content: ReviewContent): string[] {
  const missing: string[] = [];
  for (const { id, title, levels } of rubric) {
    const mark = content.marks.find((each) => each.criterion === id);
    if (mark?.level === undefined) missing.push(`“${title}” has no level yet.`);
    else if ((mark.level === 1 || mark.level === levels.length) && mark.evidence.length === 0)
      missing.push(`“${title}” has the ${mark.level === 1 ? 'lowest' : 'highest'} level: point to a line, a moment or a test that shows it.`);
  }
  if (content.comments.some(({ text }) => text.trim() === '')) missing.push('A comment is empty.');
  if (content.recommendation === undefined) missing.push('There is no recommendation yet.');
  if (content.summary.trim() === '') missing.push('There is no summary yet.');
  return missing;
}

/* ---- decision ---- */

export const DecisionKindSchema = z.enum(['advance', 'decline', 'hold']);
export type DecisionKind = z.infer<typeof DecisionKindSchema>;

export const DecisionSchema = z.strictObject({ kind: DecisionKindSchema, reason: z.string(), by: z.string(), at: InstantSchema });
export type Decision = z.infer<typeof DecisionSchema>;

/* ---- how reviews are done, by role ---- */

/** What a candidate is shown once it has been decided: the organisation's choice, told in the lobby. */
export const CandidateSeesSchema = z.strictObject({ verdicts: z.boolean(), comments: z.boolean() });
export type CandidateSees = z.infer<typeof CandidateSeesSchema>;

export const ReviewSettingsSchema = z.strictObject({
  /** So many are assigned to an invitation, in turn. */
  reviewers: z.number().int().min(0).max(5),
  /** From the closing on. */
  dueDays: z.number().int().min(1).max(60),
  /** Who it was is covered until the decision. */
  isBlind: z.boolean(),
  candidateSees: CandidateSeesSchema,
});
export type ReviewSettings = z.infer<typeof ReviewSettingsSchema>;

export const DEFAULT_REVIEW_SETTINGS: ReviewSettings = {
  reviewers: 2,
  dueDays: 5,
  isBlind: false,
  candidateSees: { verdicts: false, comments: false },
};

/* ---- views ---- */

const PersonSchema = z.strictObject({ id: StaffIdSchema, name: z.string() });
export const ReviewPhaseSchema = z.enum(['waiting', 'draft', 'given']);
export type ReviewPhase = z.infer<typeof ReviewPhaseSchema>;

/** For the list: who reviews, how far they are, and what came of it as far as the reader may know. */
export const ReviewSummarySchema = z.strictObject({
  reviewers: z.array(PersonSchema.extend({ phase: ReviewPhaseSchema })),
  dueAt: InstantSchema.optional(),
  /** Of those given; absent while the reader's own is not. */
  recommendations: z.array(RecommendationSchema).optional(),
  decision: DecisionKindSchema.optional(),
});
export type ReviewSummary = z.infer<typeof ReviewSummarySchema>;

export const GivenReviewSchema = z.strictObject({ reviewer: PersonSchema, givenAt: InstantSchema, content: ReviewContentSchema });
export type GivenReview = z.infer<typeof GivenReviewSchema>;

export const OwnReviewSchema = z.strictObject({
  phase: ReviewPhaseSchema,
  /** That the next save must expect. */
  revision: z.number().int().nonnegative(),
  savedAt: InstantSchema.optional(),
  givenAt: InstantSchema.optional(),
  content: ReviewContentSchema,
});
export type OwnReview = z.infer<typeof OwnReviewSchema>;

export const ReviewsViewSchema = z.strictObject({
  rubric: z.array(WeighedCriterionSchema),
  /** The points are not the exercise's own (any more): everything was counted anew. */
  pointsChanged: z.strictObject({ at: InstantSchema, by: z.string(), reason: z.string(), times: z.number().int() }).optional(),
  reviewers: z.array(PersonSchema.extend({ phase: ReviewPhaseSchema, givenAt: InstantSchema.optional() })),
  dueAt: InstantSchema.optional(),
  isBlind: z.boolean(),
  /** The reader's own, if they were assigned and the attempt is closed. */
  own: OwnReviewSchema.optional(),
  /** Others' reviews: none before one's own was given; whoever was not assigned sees them when all were. */
  given: z.array(GivenReviewSchema),
  /** Why there are none to be seen although some were given. */
  areOthersCovered: z.boolean(),
  /** Newest last; the last one holds. */
  decisions: z.array(DecisionSchema),
  candidateSees: CandidateSeesSchema,
});
export type ReviewsView = z.infer<typeof ReviewsViewSchema>;

export const SaveReviewReplySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('saved'), revision: z.number().int(), savedAt: InstantSchema }),
  /** Another page of the same reviewer was first: nothing was written. */
  z.strictObject({ kind: z.literal('stale'), theirs: OwnReviewSchema }),
]);
export type SaveReviewReply = z.infer<typeof SaveReviewReplySchema>;

/** One attempt that waits for the reader's review. In an order that is random, stable, and each reviewer's own. */
export const QueuedReviewSchema = z.strictObject({
  attempt: AttemptIdSchema,
  candidate: z.string(),
  roleTitle: z.string(),
  exerciseTitle: z.string(),
  closedAt: InstantSchema,
  dueAt: InstantSchema,
  phase: z.enum(['waiting', 'draft']),
});
export type QueuedReview = z.infer<typeof QueuedReviewSchema>;

/* ---- the candidate's page ---- */

const ToldTestSchema = z.strictObject({ name: z.string(), group: z.string(), status: VerdictStatusSchema });
export const OutcomeViewSchema = z.discriminatedUnion('kind', [
  /** The organisation shows nothing, and said so before Start. */
  z.strictObject({ kind: z.literal('nothing') }),
  z.strictObject({ kind: z.literal('not-decided'), candidateSees: CandidateSeesSchema }),
  z.strictObject({
    kind: z.literal('told'),
    candidateSees: CandidateSeesSchema,
    /** Of the official grading, the tests whose verdict may be told. */
    tests: z.array(ToldTestSchema).optional(),
    /** How many tests there are whose verdict is not told. */
    untold: z.number().int().optional(),
    /** Written for the candidate; nobody's name stands beside them. `lines` are what the comment is about. */
    comments: z.array(z.strictObject({ on: PlaceSchema, text: z.string(), lines: z.array(z.string()) })).optional(),
  }),
]);
export type OutcomeView = z.infer<typeof OutcomeViewSchema>;
