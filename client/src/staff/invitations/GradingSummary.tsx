import type { GradingSummary as Summary } from '@twohours/wire/invitation';
import { Mark } from '../../ui/Mark.tsx';
import { percentText } from '../percent.ts';

/** The official verdict in a few words. */
export function GradingSummary({ grading }: { grading: Summary }) {
  switch (grading.kind) {
    case 'queued':
      return <Mark kind="running" word="Being graded" />;
    case 'abandoned':
      return <Mark kind="fault" word="Not graded: our fault" />;
    case 'refused':
      return <Mark kind="failed" word="Against the source policy" />;
    case 'not-compiled':
      return <Mark kind="failed" word="Does not compile" />;
    case 'tampered':
      return <Mark kind="not-reached" word="To be looked at" />;
    case 'tests':
      return (
        <span className="flex items-center gap-2 whitespace-nowrap">
          <span aria-hidden className="h-1.5 w-14 overflow-hidden rounded-sm bg-line">
            <span className="block h-full bg-passed" style={{ width: `${(100 * grading.passedWeight) / grading.totalWeight}%` }} />
          </span>
          <span className="figures text-code">{percentText(grading)}</span>
          <span className="text-ink-muted">
            {grading.passed} of {grading.total}
          </span>
        </span>
      );
  }
}
