import type { ReviewSummary as Summary } from '@twohours/wire/review';
import { RecommendationMark } from '../../review/RecommendationMark.tsx';

/** How many reviews are given, by whom, and what they recommend as far as the reader may know. */
export function ReviewSummary({ review: { reviewers, recommendations = [] } }: { review: Summary }) {
  if (reviewers.length === 0) return null;
  const given = reviewers.filter(({ phase }) => phase === 'given').length;
  const who = reviewers.map(({ name, phase }) => (phase === 'given' ? `${name}: given` : name)).join(', ');
  return (
    <span className="flex items-center gap-2 whitespace-nowrap">
      <span className="figures text-code" title={who}>
        <span aria-hidden>
          {given}/{reviewers.length}
        </span>
        <span className="sr-only">
          {given} of {reviewers.length} given
        </span>
      </span>
      <span className="flex">
        {recommendations.map((recommendation, index) => (
          // Two may recommend the same.
          <RecommendationMark key={index} bare recommendation={recommendation} />
        ))}
      </span>
    </span>
  );
}
