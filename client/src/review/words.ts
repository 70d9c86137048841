import type { DecisionKind, Evidence, Place, Recommendation, ReviewPhase, ReviewsView } from '@twohours/wire/review';
import { countText, elapsedText } from '../ui/format.ts';

export const RECOMMENDATION_WORDS: Readonly<Record<Recommendation, string>> = {
  'strong-no': 'Strong no',
  no: 'No',
  unsure: 'Unsure',
  yes: 'Yes',
  'strong-yes': 'Strong yes',
};

/** What is done, as a button says it, and once it is done. */
export const DECISION_WORDS: Readonly<Record<DecisionKind, { readonly verb: string; readonly done: string }>> = {
  advance: { verb: 'Advance', done: 'Advanced' },
  hold: { verb: 'Put on hold', done: 'On hold' },
  decline: { verb: 'Decline', done: 'Declined' },
};

export const PHASE_WORDS: Readonly<Record<ReviewPhase, string>> = { waiting: 'not begun', draft: 'begun', given: 'given' };

export function linesText({ path, from, to }: { path: string; from: number; to: number }): string {
  return `${path} ${from === to ? `line ${from}` : `lines ${from}–${to}`}`;
}

export function placeText(place: Place): string {
  return place.kind === 'lines'
    ? `${linesText(place)} at ${elapsedText(place.atMs)}`
    : place.fromMs === place.toMs
      ? elapsedText(place.fromMs)
      : `${elapsedText(place.fromMs)} to ${elapsedText(place.toMs)}`;
}

export function evidenceText(evidence: Evidence, nameOf: (test: string) => string = (test) => test): string {
  switch (evidence.kind) {
    case 'lines':
      return placeText(evidence);
    case 'moment':
      return elapsedText(evidence.atMs);
    case 'test':
      return nameOf(evidence.test);
  }
}

/** How far the reviews are, and what of them is still covered for this reader. */
export function progressText({ reviewers, own, areOthersCovered }: Pick<ReviewsView, 'reviewers' | 'own' | 'areOthersCovered'>): string {
  const given = reviewers.filter(({ phase }) => phase === 'given').length;
  if (reviewers.length === 0) return 'Nobody is asked to review this attempt.';
  const progress = `${given} of ${countText(reviewers.length, 'review')} given`;
  if (!areOthersCovered) return `${progress}.`;
  const until = own && own.phase !== 'given' ? 'yours is' : 'all are';
  return `${progress}; ${given === 1 ? 'it is' : 'they are'} covered until ${until}.`;
}
