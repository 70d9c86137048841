import type { Mark, WeighedCriterion } from '@twohours/wire/review';
import { Clock, TextSelect } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { CONTROL } from '../ui/Field.tsx';
import { nameIn, type Beside, type HiddenTest } from './beside.ts';
import { addEvidence, removeEvidence, setLevel, setNote, type Edit } from './content.ts';
import { EvidenceChips } from './EvidenceChips.tsx';
import { TestPicker } from './TestPicker.tsx';

interface Props {
  criterion: WeighedCriterion;
  mark: Mark;
  /** Whether its levels are to be seen; else it is one line. */
  isOpen: boolean;
  /** Keys are about this one. */
  isCurrent: boolean;
  onCurrent: () => void;
  change: (edit: Edit) => void;
  beside: Beside;
  tests: readonly HiddenTest[];
}

/** One criterion: its levels with what each looks like, what the mark rests on, and a note. */
export function CriterionField({ criterion, mark, isOpen, isCurrent, onCurrent, change, beside, tests }: Props) {
  const title = useId();
  const { id, levels } = criterion;
  return (
    <section
      role="group"
      aria-labelledby={title}
      data-criterion={id}
      tabIndex={-1}
      className={classes(
        'relative flex scroll-mt-2 flex-col gap-2 border-b border-line p-3 outline-none last:border-b-0',
        isCurrent && 'before:absolute before:inset-y-2 before:left-0 before:w-0.5 before:rounded-full before:bg-accent',
      )}
    >
      <div className="flex items-baseline justify-between gap-3">
        <h3 id={title} className="min-w-0">
          {isOpen ? (
            criterion.title
          ) : (
            <button type="button" onClick={onCurrent} aria-expanded={false} className="text-left hover:text-accent-strong">
              {criterion.title}
            </button>
          )}
        </h3>
        <span
          aria-live="polite"
          className={classes('shrink-0 text-small tabular-nums', mark.level === undefined ? 'text-ink-muted' : 'font-medium text-accent-strong')}
        >
          {mark.level === undefined ? 'no level yet' : `level ${mark.level} of ${levels.length}`}
          {!isOpen && mark.evidence.length > 0 && <span className="font-normal text-ink-muted"> · with evidence</span>}
        </span>
      </div>
      {isOpen && (
        <>
          <Levels criterion={criterion} level={mark.level} change={change} />
          {needsEvidence(mark, levels.length) && (
            <p className="text-small text-timed-out">The {mark.level === 1 ? 'lowest' : 'highest'} level asks for something that shows it.</p>
          )}
          <EvidenceChips
            evidence={mark.evidence}
            nameOf={nameIn(tests)}
            onGo={beside.go}
            onRemove={(evidence) => change(removeEvidence(id, evidence))}
          />
          <div className="-ml-2 flex flex-wrap items-center gap-y-1">
            {beside.moment !== undefined && (
              <Button
                size="small"
                look="quiet"
                title="As evidence: the moment that is shown (m)"
                onClick={() => change(addEvidence(id, { kind: 'moment', atMs: Math.floor(beside.at()) }))}
              >
                <Clock size={14} aria-hidden /> {beside.moment}
              </Button>
            )}
            <Button
              size="small"
              look="quiet"
              disabled={!beside.lines}
              title={beside.lines ? 'As evidence: the lines that are selected (l)' : beside.noLines}
              onClick={() => beside.lines && change(addEvidence(id, beside.lines))}
            >
              <TextSelect size={14} aria-hidden /> These lines
            </Button>
            <TestPicker tests={tests} onPick={({ id: test }) => change(addEvidence(id, { kind: 'test', test }))} />
          </div>
          <textarea
            rows={1}
            aria-label={`Note on ${criterion.title}`}
            placeholder="A note, if the level does not say it all"
            value={mark.note}
            maxLength={2_000}
            onChange={(event) => change(setNote(id, event.target.value))}
            className={classes(CONTROL, 'min-h-8 w-full resize-y py-1.5 [field-sizing:content]')}
          />
        </>
      )}
    </section>
  );
}

const needsEvidence = ({ level, evidence }: Mark, highest: number): boolean => (level === 1 || level === highest) && evidence.length === 0;

function Levels({ criterion, level, change }: { criterion: WeighedCriterion; level: number | undefined; change: (edit: Edit) => void }) {
  return (
    <ol className="flex flex-col gap-1">
      {criterion.levels.map((text, index) => {
        const own = index + 1;
        return (
          <li key={text}>
            <button
              type="button"
              aria-pressed={level === own}
              aria-keyshortcuts={String(own)}
              onClick={() => change(setLevel(criterion.id, level === own ? undefined : own))}
              className="group/level flex w-full gap-2.5 rounded-sm border border-line px-2 py-1.5 text-left hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft"
            >
              <span
                aria-hidden
                className="figures mt-px flex size-[18px] shrink-0 items-center justify-center rounded-full border border-line-strong text-small text-ink-muted group-aria-pressed/level:border-accent group-aria-pressed/level:bg-accent group-aria-pressed/level:text-on-accent"
              >
                {own}
              </span>
              <span className="sr-only">Level {own}: </span>
              <span className="min-w-0 grow">{text}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
