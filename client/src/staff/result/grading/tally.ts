import type { GradedTest } from '@twohours/wire/grading';
import type { VerdictStatus } from '@twohours/wire/job';

/** In the order in which they are told. */
export const STATUSES: readonly VerdictStatus[] = ['passed', 'failed', 'raced', 'crashed', 'timed-out', 'not-reached'];

/** How many tests ended in which way; ways that did not occur are left out. */
export function tally(tests: readonly GradedTest[]): { status: VerdictStatus; count: number }[] {
  return STATUSES.map((status) => ({ status, count: tests.filter((test) => test.status === status).length })).filter(({ count }) => count > 0);
}

export interface Group {
  id: string;
  title: string;
  tests: GradedTest[];
  passedWeight: number;
  totalWeight: number;
}

/** Tests by group, in the manifest's order; a group that the manifest does not name comes last, under its own id. */
export function byGroup(tests: readonly GradedTest[], groups: readonly { id: string; title: string }[]): Group[] {
  const named = new Set(groups.map(({ id }) => id));
  const unnamed = [...new Set(tests.map(({ group }) => group))].filter((id) => !named.has(id)).map((id) => ({ id, title: id }));
  return [...groups, ...unnamed]
    .map(({ id, title }) => {
      const own = tests.filter(({ group }) => group === id);
      const weight = (some: readonly GradedTest[]) => some.reduce((sum, test) => sum + test.weight, 0);
      return { id, title, tests: own, passedWeight: weight(own.filter(({ status }) => status === 'passed')), totalWeight: weight(own) };
    })
    .filter(({ tests }) => tests.length > 0);
}

/** A weight without a tail of binary digits. */
export const weightText = (weight: number): string => String(Math.round(weight * 100) / 100);

/** A test that was run more than once and did not always end alike. */
export const disagrees = ({ times }: Pick<GradedTest, 'times'>): boolean => times !== undefined && times.passed > 0 && times.passed < times.of;

export const timesText = ({ passed, of }: NonNullable<GradedTest['times']>): string => `${passed} of ${of}`;
