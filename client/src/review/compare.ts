import type { Comment, Mark, ReviewContent, WeighedCriterion } from '@twohours/wire/review';
import { inOrder, markOf } from './content.ts';
import { evidenceText, placeText, RECOMMENDATION_WORDS } from './words.ts';

/** How far several people are apart on one criterion. */
export type Agreement = 'alike' | 'close' | 'differs';

/** Undefined where fewer than two gave a level. */
export function agreementOf(levels: readonly (number | undefined)[]): Agreement | undefined {
  const given = levels.filter((level) => level !== undefined);
  if (given.length < 2) return undefined;
  const apart = Math.max(...given) - Math.min(...given);
  return apart >= 2 ? 'differs' : apart === 1 ? 'close' : 'alike';
}

/** One thing that two versions of a review say differently. */
export interface Difference {
  readonly what: string;
  /** Empty where that version says nothing of it. */
  readonly mine: string;
  readonly theirs: string;
}

/** What two versions of one review say differently, in the order of the page: criteria, comments, recommendation, summary. */
export function differencesBetween(
  rubric: readonly Pick<WeighedCriterion, 'id' | 'title'>[],
  mine: ReviewContent,
  theirs: ReviewContent,
): Difference[] {
  const ofMarks = rubric.map(({ id, title }) => ({ what: title, mine: markText(markOf(mine, id)), theirs: markText(markOf(theirs, id)) }));
  const ofComments = inOrder(allOf(mine.comments, theirs.comments)).map(({ id, on }) => ({
    what: `Comment on ${placeText(on)}`,
    mine: commentText(mine.comments.find((each) => each.id === id)),
    theirs: commentText(theirs.comments.find((each) => each.id === id)),
  }));
  const said = ({ recommendation }: ReviewContent) => (recommendation ? RECOMMENDATION_WORDS[recommendation] : '');
  return [
    ...ofMarks,
    ...ofComments,
    { what: 'Recommendation', mine: said(mine), theirs: said(theirs) },
    { what: 'Summary', mine: mine.summary, theirs: theirs.summary },
  ].filter((each) => each.mine !== each.theirs);
}

function markText({ level, evidence, note }: Mark): string {
  return [level === undefined ? '' : `Level ${level}`, ...evidence.map((each) => evidenceText(each)), note].filter(Boolean).join('\n');
}

function commentText(comment: Comment | undefined): string {
  return comment ? `${comment.audience === 'candidate' ? 'For the candidate' : 'Private'}: ${comment.text}` : '';
}

function allOf(mine: readonly Comment[], theirs: readonly Comment[]): Comment[] {
  return [...mine, ...theirs.filter(({ id }) => mine.every((each) => each.id !== id))];
}
