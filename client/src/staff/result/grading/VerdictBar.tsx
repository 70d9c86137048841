import type { GradedTest } from '@twohours/wire/grading';
import { classes } from '../../../ui/classes.ts';
import { Mark, markTone, markWord } from '../../../ui/Mark.tsx';
import { weightText, type Group } from './tally.ts';

/** One row a group, one field a test, as wide as its weight. A field leads to its test. */
export function VerdictBar({ groups, onPick }: { groups: readonly Group[]; onPick: (test: GradedTest) => void }) {
  return (
    <ul className="grid grid-cols-[max-content_1fr_max-content] items-center gap-x-4 gap-y-1.5">
      {groups.map((group) => (
        <li key={group.id} className="contents">
          <span className="truncate">{group.title}</span>
          <span className="flex gap-0.5">
            {group.tests.map((test) => (
              <button
                key={test.id}
                type="button"
                title={`${test.name}: ${markWord(test.status)}`}
                onClick={() => onPick(test)}
                style={{ flexGrow: test.weight, flexBasis: 0 }}
                className={classes(
                  'flex h-5 min-w-4 items-center justify-center rounded-sm bg-[color-mix(in_oklab,currentColor_14%,var(--surface))] hover:bg-[color-mix(in_oklab,currentColor_26%,var(--surface))]',
                  markTone(test.status),
                )}
              >
                <Mark kind={test.status} word={`${test.name}: ${markWord(test.status)}`} bare />
              </button>
            ))}
          </span>
          <span className="figures text-right text-code text-ink-muted">
            {weightText(group.passedWeight)} / {weightText(group.totalWeight)}
          </span>
        </li>
      ))}
    </ul>
  );
}
