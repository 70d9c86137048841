import type { GradedTest } from '@twohours/wire/grading';
import { ChevronRight } from 'lucide-react';
import { useId } from 'react';
import { classes } from '../../../ui/classes.ts';
import { lengthText } from '../../../ui/format.ts';
import { Mark } from '../../../ui/Mark.tsx';
import { disagrees, timesText, weightText } from './tally.ts';

/* What the reader is told of each verdict that needs a word more. */
const MEANS: Partial<Record<GradedTest['status'], string>> = {
  raced: 'The race detector reported a data race while this test ran.',
  crashed: 'The program ended while this test ran. A fresh container went on with the rest.',
  'timed-out': 'It did not end in the time that a test has.',
  'not-reached': 'The time of the grading was spent before this test began.',
};

export const rowId = (test: Pick<GradedTest, 'id'>): string => `test-${test.id}`;

export function TestRow({ test, isOpen, onToggle }: { test: GradedTest; isOpen: boolean; onToggle: () => void }) {
  const detail = useId();
  return (
    <>
      <tr id={rowId(test)} className="scroll-mt-24 border-b border-line hover:bg-hover">
        <td className="h-9 pr-4">
          <Mark kind={test.status} />
        </td>
        <td className="pr-4">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={detail}
            onClick={onToggle}
            className="flex w-full items-center gap-1.5 py-2 text-left"
          >
            <ChevronRight size={16} aria-hidden className={classes('shrink-0 text-ink-muted transition-transform', isOpen && 'rotate-90')} />
            {test.name}
            {test.times && disagrees(test) && <span className="figures shrink-0 text-code text-ink-muted">passed {timesText(test.times)}</span>}
          </button>
        </td>
        <td className="figures pr-4 text-code">{test.clause}</td>
        <td className="figures pr-4 text-right text-code">{weightText(test.weight)}</td>
        <td className="figures pr-1 text-right text-code text-ink-muted">{lengthText(test.elapsedMs)}</td>
      </tr>
      <tr id={detail} hidden={!isOpen} className="border-b border-line bg-sunken">
        <td colSpan={5} className="p-3">
          {isOpen && <TestDetail test={test} />}
        </td>
      </tr>
    </>
  );
}

function TestDetail({ test }: { test: GradedTest }) {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p className="text-ink-muted">
        <code className="figures text-code text-ink">{test.id}</code> · {MEANS[test.status] !== undefined && `${MEANS[test.status]} `}
        {test.times && `It passed ${timesText(test.times)} times. `}
        {test.tell === 'verdict' ? 'The candidate may learn this verdict after closing.' : 'The candidate is told nothing of this test.'}
      </p>
      {test.output === '' ? (
        <p className="text-ink-muted">It printed nothing.</p>
      ) : (
        <pre
          // A region that scrolls has to be reachable by keyboard.
          tabIndex={0}
          aria-label={`Output of ${test.id}`}
          className="max-h-96 overflow-auto rounded-md border border-line bg-surface p-3 font-mono text-code break-words whitespace-pre-wrap"
        >
          {test.output}
        </pre>
      )}
    </div>
  );
}
