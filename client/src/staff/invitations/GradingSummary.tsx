import type { GradingSummary as Summary } from '@twohours/wire/invitation';
import { Mark } from '../../ui/Mark.tsx';
import { ScoreBar } from '../ScoreBar.tsx';

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
      return <ScoreBar {...grading} />;
  }
}
