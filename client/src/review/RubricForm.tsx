import type { ReviewContent, WeighedCriterion } from '@twohours/wire/review';
import { useEffect, useRef, useState } from 'react';
import type { Beside, HiddenTest } from './beside.ts';
import { addEvidence, markOf, setLevel, type Edit } from './content.ts';
import { CriterionField } from './CriterionField.tsx';
import { REVIEW_KEYS, useReviewKeys } from './use-review-keys.ts';

interface Props {
  rubric: readonly WeighedCriterion[];
  content: ReviewContent;
  change: (edit: Edit) => void;
  beside: Beside;
  tests: readonly HiddenTest[];
  /** Where there is little room, only the criterion that one is at shows its levels. */
  isNarrow: boolean;
  onComment: () => void;
}

/** All criteria. Keys are about the one that was last looked at. */
export function RubricForm({ rubric, content, change, beside, tests, isNarrow, onComment }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(rubric[0]?.id);
  // Outside React: where the focus is, however it came there.
  useEffect(() => {
    const root = list.current;
    const look = ({ target }: FocusEvent) => {
      const criterion = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-criterion]')?.dataset['criterion'] : undefined;
      if (criterion !== undefined) setCurrent(criterion);
    };
    root?.addEventListener('focusin', look);
    return () => root?.removeEventListener('focusin', look);
  }, []);

  const at = rubric.findIndex(({ id }) => id === current);
  const criterion = rubric[at];

  useReviewKeys({
    level: (level) => {
      if (criterion && level <= criterion.levels.length) change(setLevel(criterion.id, level === 0 ? undefined : level));
    },
    step: (by) => {
      // What has the focus is current; the first key only goes where one is.
      const isHere = list.current?.contains(document.activeElement) ?? false;
      const next = rubric[Math.max(0, Math.min(rubric.length - 1, isHere ? at + by : at))];
      list.current?.querySelector<HTMLElement>(`[data-criterion="${next?.id ?? ''}"]`)?.focus();
    },
    moment: () => criterion && beside.moment !== undefined && change(addEvidence(criterion.id, { kind: 'moment', atMs: Math.floor(beside.at()) })),
    lines: () => criterion && beside.lines && change(addEvidence(criterion.id, beside.lines)),
    comment: onComment,
  });

  return (
    <section aria-label="Rubric">
      {rubric.length === 0 && (
        <p className="px-3 py-3 text-ink-muted">This exercise has no rubric: comments, a recommendation and a summary make the review.</p>
      )}
      <div ref={list}>
        {rubric.map((each) => (
          <CriterionField
            key={each.id}
            criterion={each}
            mark={markOf(content, each.id)}
            isOpen={!isNarrow || each.id === current}
            isCurrent={each.id === current}
            onCurrent={() => setCurrent(each.id)}
            change={change}
            beside={beside}
            tests={tests}
          />
        ))}
      </div>
      {rubric.length > 0 && (
        <p className="flex flex-wrap gap-x-3 gap-y-0.5 border-t border-line px-3 py-2 text-small text-ink-muted">
          {REVIEW_KEYS.map(([keys, what]) => (
            <span key={keys} className="whitespace-nowrap">
              <kbd className="figures text-ink">{keys}</kbd> {what}
            </span>
          ))}
        </p>
      )}
    </section>
  );
}
