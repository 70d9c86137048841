import type { GradingView } from '@twohours/wire/grading';
import { markOf } from '../staff/result/grading/verdict-words.ts';
import { Mark } from '../ui/Mark.tsx';

type State = Exclude<GradingView['state'], { phase: 'graded' }>;

/** Nothing is waited for here: it stays as it was when the file was made. */
export function NotGraded({ state, className = '' }: { state: State; className?: string }) {
  const mark = state.phase === 'abandoned' ? markOf(state) : ({ kind: 'not-reached', word: 'Not graded yet' } as const);
  return <Mark {...mark} className={className} />;
}
