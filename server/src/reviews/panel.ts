import { AttemptIdSchema, StaffIdSchema, type AttemptId, type StaffId } from '@twohours/wire/id';
import type { ProblemCode } from '@twohours/wire/problem';
import { DecisionSchema, type Decision, type DecisionKind } from '@twohours/wire/review';
import type { Instant } from '@twohours/wire/time';
import { z } from 'zod';

const PersonSchema = z.strictObject({ id: StaffIdSchema, name: z.string() });
export type Person = z.infer<typeof PersonSchema>;

/** Who reviews an attempt, and what was decided. */
export const PanelSchema = z.strictObject({
  attempt: AttemptIdSchema,
  reviewers: z.array(PersonSchema),
  dueDays: z.number().int(),
  isBlind: z.boolean(),
  /** Newest last; the last one holds. */
  decisions: z.array(DecisionSchema),
});
export type Panel = z.infer<typeof PanelSchema>;

export interface Refusal {
  readonly refused: ProblemCode;
  readonly message: string;
}

/** Of an attempt that was made before there were reviews. */
export function emptyPanel(attempt: AttemptId): Panel {
  return { attempt, reviewers: [], dueDays: 5, isBlind: false, decisions: [] };
}

export function decisionOf(panel: Pick<Panel, 'decisions'>): Decision | undefined {
  return panel.decisions.at(-1);
}

/** A hold is none: nothing is settled by it. */
export function isDecided(panel: Pick<Panel, 'decisions'>): boolean {
  const decision = decisionOf(panel);
  return decision !== undefined && decision.kind !== 'hold';
}

/** `instead` is whom whoever assigns has seen on the panel. */
export function assign(
  panel: Panel,
  { reviewers, instead }: { reviewers: readonly Person[]; instead: readonly StaffId[] },
  given: ReadonlySet<StaffId>,
): Panel | Refusal {
  const seen = new Set(instead);
  if (seen.size !== panel.reviewers.length || panel.reviewers.some(({ id }) => !seen.has(id)))
    return { refused: 'conflict', message: 'Somebody has changed the reviewers meanwhile. Nothing was changed by you.' };
  const leaving = panel.reviewers.find(({ id }) => given.has(id) && reviewers.every((each) => each.id !== id));
  if (leaving) return { refused: 'review-given', message: `${leaving.name} has given a review, which stays.` };
  return { ...panel, reviewers: [...reviewers] };
}

/** `after` is how many decisions whoever decides has seen. */
export function decide(
  panel: Panel,
  asked: { kind: DecisionKind; reason: string; after: number; by: string },
  given: ReadonlySet<StaffId>,
  now: Instant,
): Panel | Refusal {
  if (asked.after !== panel.decisions.length) return { refused: 'conflict', message: 'Somebody has decided meanwhile. Look again.' };
  const missing = panel.reviewers.filter(({ id }) => !given.has(id)).map(({ name }) => name);
  if (missing.length > 0)
    return {
      refused: 'reviews-missing',
      message: `A decision comes after the reviews: ${missing.join(' and ')} ${missing.length === 1 ? 'has' : 'have'} not given one.`,
    };
  const { kind, reason, by } = asked;
  return { ...panel, decisions: [...panel.decisions, { kind, reason, by, at: now }] };
}
