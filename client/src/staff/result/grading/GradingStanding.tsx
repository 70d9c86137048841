import type { GradingView } from '@twohours/wire/grading';
import { Mark } from '../../../ui/Mark.tsx';
import { ScoreBar } from '../../ScoreBar.tsx';
import { markOf } from './verdict-words.ts';

/** Where a grading stands, in a line. */
export function GradingStanding({ state }: { state: GradingView['state'] }) {
  if (state.phase !== 'graded') return <Mark {...markOf(state)} />;
  if (state.verdict.kind !== 'tests') return <Mark {...markOf(state.verdict)} />;
  const { tests, passedWeight, totalWeight } = state.verdict;
  return (
    <ScoreBar
      passed={tests.filter(({ status }) => status === 'passed').length}
      total={tests.length}
      passedWeight={passedWeight}
      totalWeight={totalWeight}
    />
  );
}
