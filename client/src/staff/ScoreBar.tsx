import { percentText } from './percent.ts';

/** The share of the weight that passed, and how many tests that were. */
export function ScoreBar(score: { passed: number; total: number; passedWeight: number; totalWeight: number }) {
  return (
    <span className="flex items-center gap-2 whitespace-nowrap">
      <span aria-hidden className="h-1.5 w-14 overflow-hidden rounded-sm bg-line max-sm:hidden">
        <span className="block h-full bg-passed" style={{ width: `${(100 * score.passedWeight) / Math.max(score.totalWeight, 1e-9)}%` }} />
      </span>
      <span className="min-w-10 tabular-nums">{percentText(score)}</span>
      <span className="text-ink-muted tabular-nums">
        {score.passed} of {score.total}
      </span>
    </span>
  );
}
