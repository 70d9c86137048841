import type { CheckView } from '@twohours/wire/check';
import type { GradingView } from '@twohours/wire/grading';
import type { AttemptResult } from '@twohours/wire/staff';

/** What staff had run at a moment of the replay. */
export type MomentResult = {
  readonly id: string;
  readonly event: number;
  readonly at: number;
  readonly requestedAt: number;
  readonly name: string;
} & ({ readonly tests: 'hidden'; readonly grading: GradingView } | { readonly tests: 'visible'; readonly check: CheckView });

/** The newest first. */
export function momentResultsOf({ gradings, checks }: Pick<AttemptResult, 'gradings' | 'checks'>): MomentResult[] {
  const hidden = gradings.flatMap((grading): MomentResult[] => {
    const { id, cause, atMs: at, requestedAt } = grading;
    return cause.kind === 'moment' ? [{ tests: 'hidden', id, event: cause.event, at, requestedAt, name: cause.name, grading }] : [];
  });
  const visible = checks.map((check): MomentResult => {
    const { id, moment, requestedAt, name } = check;
    return { tests: 'visible', id, ...moment, requestedAt, name, check };
  });
  return [...hidden, ...visible].toSorted((a, b) => b.requestedAt - a.requestedAt);
}

/** Whether it is still to come: then asking again would only make it come twice. */
export function isUnderWay(result: MomentResult): boolean {
  const { phase } = result.tests === 'hidden' ? result.grading.state : result.check.state;
  return phase === 'queued' || phase === 'running';
}
