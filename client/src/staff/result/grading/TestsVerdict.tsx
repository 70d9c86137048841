import type { GradedTest, Verdict } from '@twohours/wire/grading';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../../../ui/Button.tsx';
import { Mark, markWord } from '../../../ui/Mark.tsx';
import { percentText } from '../../percent.ts';
import { byGroup, tally, weightText } from './tally.ts';
import { TestList } from './TestList.tsx';
import { rowId } from './TestRow.tsx';
import { VerdictBar } from './VerdictBar.tsx';

interface Props {
  verdict: Extract<Verdict, { kind: 'tests' }>;
  groups: readonly { id: string; title: string }[];
  /** A test that somebody pointed at. */
  pointed?: string | undefined;
}

export function TestsVerdict({ verdict, groups, pointed }: Props) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(pointed === undefined ? [] : [pointed]));
  const grouped = byGroup(verdict.tests, groups);
  const withOutput = verdict.tests.filter(({ status, output }) => status !== 'passed' && output !== '').map(({ id }) => id);

  // Outside React: where the page is scrolled to.
  useEffect(() => {
    if (pointed !== undefined) document.getElementById(rowId({ id: pointed }))?.scrollIntoView({ block: 'center' });
  }, [pointed]);

  const toggle = (test: GradedTest) => {
    const next = new Set(open);
    if (!next.delete(test.id)) next.add(test.id);
    setOpen(next);
  };
  const pick = (test: GradedTest) => {
    // The row has to be open before its place is known.
    flushSync(() => setOpen(new Set(open).add(test.id)));
    document.getElementById(rowId(test))?.scrollIntoView({ block: 'start' });
  };
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-baseline gap-x-5 gap-y-1">
        <p>
          <span className="text-page font-semibold tabular-nums">{percentText(verdict)}</span>{' '}
          <span className="text-ink-muted">
            of the weight ({weightText(verdict.passedWeight)} of {weightText(verdict.totalWeight)})
          </span>
        </p>
        <ul className="flex flex-wrap gap-x-4 gap-y-1">
          {tally(verdict.tests).map(({ status, count }) => (
            <li key={status}>
              <Mark kind={status} word={`${count} ${markWord(status)}`} />
            </li>
          ))}
        </ul>
      </div>
      <VerdictBar groups={grouped} onPick={pick} />
      <div>
        <div className="flex justify-end">
          {withOutput.length > 0 && (
            <Button size="small" look="quiet" onClick={() => setOpen(open.size === 0 ? new Set(withOutput) : new Set())}>
              {open.size === 0 ? 'Open all that did not pass' : 'Close all'}
            </Button>
          )}
        </div>
        <TestList groups={grouped} open={open} onToggle={toggle} />
      </div>
    </div>
  );
}
