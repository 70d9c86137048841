import type { CommentId } from '@twohours/wire/id';
import type { Comment, Evidence, Mark, Place, Recommendation, ReviewContent } from '@twohours/wire/review';

/* What a reviewer does to their review, each a new content. Nothing here knows of saving. */

export type Edit = (content: ReviewContent) => ReviewContent;

const MOST_EVIDENCE = 20;
const MOST_COMMENTS = 200;

/** The mark of a criterion, also of one that nothing was said of yet. */
export function markOf({ marks }: Pick<ReviewContent, 'marks'>, criterion: string): Mark {
  return marks.find((mark) => mark.criterion === criterion) ?? { criterion, evidence: [], note: '' };
}

function changeMark(criterion: string, change: (mark: Mark) => Mark): Edit {
  return (content) => {
    const before = markOf(content, criterion);
    const after = change(before);
    if (after === before) return content;
    const isKnown = content.marks.some((mark) => mark.criterion === criterion);
    return { ...content, marks: isKnown ? content.marks.map((mark) => (mark === before ? after : mark)) : [...content.marks, after] };
  };
}

export function setLevel(criterion: string, level: number | undefined): Edit {
  return changeMark(criterion, ({ level: _before, ...mark }) => (level === undefined ? mark : { ...mark, level }));
}

export const setNote = (criterion: string, note: string): Edit => changeMark(criterion, (mark) => ({ ...mark, note }));

/** The same evidence twice proves nothing more. */
export function addEvidence(criterion: string, evidence: Evidence): Edit {
  const text = JSON.stringify(evidence);
  return changeMark(criterion, (mark) =>
    mark.evidence.length >= MOST_EVIDENCE || mark.evidence.some((each) => JSON.stringify(each) === text)
      ? mark
      : { ...mark, evidence: [...mark.evidence, evidence] },
  );
}

export function removeEvidence(criterion: string, evidence: Evidence): Edit {
  return changeMark(criterion, (mark) => ({ ...mark, evidence: mark.evidence.filter((each) => each !== evidence) }));
}

export function addComment(comment: Comment): Edit {
  return (content) => (content.comments.length >= MOST_COMMENTS ? content : { ...content, comments: [...content.comments, comment] });
}

export function changeComment(id: CommentId, some: Partial<Pick<Comment, 'text' | 'audience' | 'on'>>): Edit {
  return (content) => ({ ...content, comments: content.comments.map((comment) => (comment.id === id ? { ...comment, ...some } : comment)) });
}

export function removeComment(id: CommentId): Edit {
  return (content) => ({ ...content, comments: content.comments.filter((comment) => comment.id !== id) });
}

export const setRecommendation =
  (recommendation: Recommendation): Edit =>
  (content) => ({ ...content, recommendation });

export const setSummary =
  (summary: string): Edit =>
  (content) => ({ ...content, summary });

export const startOf = (place: Place): number => (place.kind === 'lines' ? place.atMs : place.fromMs);

/** As they come in the attempt; those of one moment as they were written. */
export function inOrder<C extends Pick<Comment, 'on'>>(comments: readonly C[]): C[] {
  return comments.toSorted((a, b) => startOf(a.on) - startOf(b.on));
}

/** Whichever of two moments comes first is where it begins. */
export function spanBetween(one: number, other: number): Place {
  return { kind: 'span', fromMs: Math.floor(Math.min(one, other)), toMs: Math.floor(Math.max(one, other)) };
}
