import type { GradingView } from '@twohours/wire/grading';
import type { SubmissionView } from '@twohours/wire/staff';

/**
 * The grading that counts: of the last submission, the newest that was made at its closing or asked for. One that is
 * still going on counts only where there is no verdict yet, so that asking again does not take a verdict away.
 */
export function officialOf(gradings: readonly GradingView[], submissions: readonly SubmissionView[]): GradingView | undefined {
  const last = submissions.reduce((highest, { number }) => Math.max(highest, number), 0);
  const candidates = gradings
    .filter(({ submissionNumber, cause }) => submissionNumber === last && (cause.kind === 'closing' || cause.kind === 'asked'))
    .toSorted((a, b) => b.requestedAt - a.requestedAt);
  return candidates.find(({ state }) => state.phase === 'graded') ?? candidates[0];
}

/** What is shown beside a submission that does not compile: the latest earlier state that did. */
export function besideOf(gradings: readonly GradingView[], official: GradingView): GradingView | undefined {
  return gradings.find(({ cause }) => cause.kind === 'did-not-compile' && cause.official === official.id);
}
