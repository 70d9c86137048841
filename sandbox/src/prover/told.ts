import type { Solution } from '@twohours/exercises/solutions';
import type { Diagnostic, TestVerdict } from '@twohours/wire/job';
import type { GradingEnding, RunEnding } from '@twohours/wire/job-ending';
import type { Finding } from './proof.ts';
import type { Ended, Graded } from './workbench.ts';

/** Of every test that was asked for, or the sentence that says why there is none. */
export function verdictsOf(graded: Graded): readonly TestVerdict[] | { readonly none: string } {
  return 'ending' in graded && graded.ending.kind === 'tests' ? graded.ending.tests : { none: withoutTests(graded) };
}

export function hasPassed({ status }: Pick<TestVerdict, 'status'>): boolean {
  return status === 'passed';
}

/** What a solution that is right did not pass. */
export function failuresIn({ name }: Pick<Solution, 'name'>, graded: Graded, how = ''): Finding[] {
  const verdicts = verdictsOf(graded);
  if ('none' in verdicts) return [{ where: name, what: `${verdicts.none}${how}` }];
  const failed = verdicts.filter((verdict) => !hasPassed(verdict));
  return failed.map(({ id, status, output }) => ({ where: `${name}, ${id}`, what: `${status}${how}`, output }));
}

/** Why a job did not come as far as running tests. */
export function withoutTests(ended: Ended<GradingEnding | RunEnding>): string {
  if ('fault' in ended) return `could not be run: ${ended.fault}`;
  const { ending } = ended;
  switch (ending.kind) {
    case 'refused':
      return `is refused by the source policy: ${first(ending.diagnostics)}`;
    case 'not-compiled':
      return `does not compile: ${first(ending.diagnostics)}`;
    case 'tampered':
      return `is taken for tampering: ${ending.evidence}`;
    case 'cancelled':
      return 'was stopped';
    case 'tests':
    case 'ran':
      return 'ran';
  }
}

function first(diagnostics: readonly Diagnostic[]): string {
  const [diagnostic] = diagnostics;
  if (!diagnostic) return 'nothing says why';
  const more = diagnostics.length > 1 ? ` (and ${diagnostics.length - 1} more)` : '';
  return `${placed(diagnostic)}${more}`;
}

/** With its place, where it has one. */
export function placed({ path, line, message }: Diagnostic): string {
  return [...(path === undefined ? [] : [line === undefined ? path : `${path}:${line}`]), message].join(': ');
}
