import { AttemptIdSchema, StaffIdSchema, type AttemptId } from '@twohours/wire/id';
import { EMPTY_REVIEW, missingIn, ReviewContentSchema, type OwnReview, type ReviewContent, type WeighedCriterion } from '@twohours/wire/review';
import { InstantSchema, type Instant } from '@twohours/wire/time';
import { z } from 'zod';
import type { Person, Refusal } from './panel.ts';

/** ```
 *  (none) ──save──▶ draft ──give──▶ given
 *                   └─save─┘
 *  ``` */
export const ReviewSchema = z.strictObject({
  attempt: AttemptIdSchema,
  reviewer: z.strictObject({ id: StaffIdSchema, name: z.string() }),
  state: z.discriminatedUnion('phase', [
    z.strictObject({ phase: z.literal('draft') }),
    z.strictObject({ phase: z.literal('given'), givenAt: InstantSchema }),
  ]),
  savedAt: InstantSchema,
  content: ReviewContentSchema,
});
export type Review = z.infer<typeof ReviewSchema>;

type Rubric = readonly Pick<WeighedCriterion, 'id' | 'title' | 'levels'>[];

export function save(
  review: Review | undefined,
  of: { attempt: AttemptId; reviewer: Person },
  content: ReviewContent,
  rubric: Rubric,
  now: Instant,
): Review | Refusal {
  if (review?.state.phase === 'given') return { refused: 'review-given', message: 'You have given this review; it stands as it is.' };
  const complaint = complaintAbout(content, rubric);
  if (complaint !== undefined) return { refused: 'malformed', message: complaint };
  return { ...of, state: { phase: 'draft' }, savedAt: now, content };
}

export function give(review: Review | undefined, rubric: Rubric, now: Instant): Review | Refusal {
  if (review?.state.phase === 'given') return { refused: 'review-given', message: 'You have given this review; it stands as it is.' };
  const [missing] = missingIn(rubric, review?.content ?? EMPTY_REVIEW);
  if (!review || missing !== undefined) return { refused: 'review-incomplete', message: missing ?? 'There is nothing in this review yet.' };
  return { ...review, state: { phase: 'given', givenAt: now } };
}

function complaintAbout({ marks, comments }: ReviewContent, rubric: Rubric): string | undefined {
  const seen = new Set<string>();
  for (const { criterion, level } of marks) {
    const known = rubric.find(({ id }) => id === criterion);
    if (!known) return `The rubric has no criterion ${criterion}.`;
    if (level !== undefined && level > known.levels.length) return `“${known.title}” has ${known.levels.length} levels.`;
    if (seen.has(criterion)) return `“${known.title}” is marked twice.`;
    seen.add(criterion);
  }
  if (new Set(comments.map(({ id }) => id)).size < comments.length) return 'Two comments have the same id.';
  return undefined;
}

export function toOwnReview(review: Review | undefined, revision: string | undefined): OwnReview {
  if (!review) return { phase: 'waiting', revision: 0, content: EMPTY_REVIEW };
  const { state, savedAt, content } = review;
  return {
    phase: state.phase,
    revision: Number(revision),
    savedAt,
    ...(state.phase === 'given' ? { givenAt: state.givenAt } : {}),
    content,
  };
}
