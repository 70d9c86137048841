import { RECOMMENDATIONS, type ReviewContent } from '@twohours/wire/review';
import { useId } from 'react';
import { TextArea } from '../ui/Field.tsx';
import { setRecommendation, setSummary, type Edit } from './content.ts';
import { RecommendationMark } from './RecommendationMark.tsx';

/** What it all comes to. */
export function Conclusion({ content, change }: { content: ReviewContent; change: (edit: Edit) => void }) {
  const name = useId();
  return (
    <section aria-label="Conclusion" className="flex flex-col gap-3 px-3 py-3">
      <fieldset>
        <legend className="pb-1.5 font-semibold">Recommendation</legend>
        <div className="flex flex-wrap gap-1.5">
          {RECOMMENDATIONS.map((recommendation) => (
            <label
              key={recommendation}
              className="relative flex h-8 items-center rounded-md border border-line bg-surface px-2 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name={name}
                className="sr-only"
                checked={content.recommendation === recommendation}
                onChange={() => change(setRecommendation(recommendation))}
              />
              <RecommendationMark recommendation={recommendation} />
            </label>
          ))}
        </div>
      </fieldset>
      <TextArea
        label="Summary"
        hint="For whoever decides. Markdown is shown as such."
        rows={4}
        maxLength={8_000}
        value={content.summary}
        onChange={(event) => change(setSummary(event.target.value))}
        className="[field-sizing:content] min-h-24"
      />
    </section>
  );
}
