import type { Diagnostic, GradingEnding, RunEnding, TestVerdict } from '@twohours/wire/job';
import type { Finding } from './proof.ts';
import type { Ended, Graded } from './workbench.ts';

/** The verdicts, or the sentence that says why there are none. */
export function verdictsOf(graded: Graded): ReadonlyMap<string, TestVerdict> | { readonly none: string } {
  if (!('ending' in graded) || graded.ending.kind !== 'tests') return { none: withoutTests(graded) };
  return new Map(graded.ending.tests.map((test) => [test.id, test]));
}

export function hasPassed(verdict: Pick<TestVerdict, 'status'>): boolean {
  return verdict.status === 'passed';
}

export function failureOf(where: string, { status, output }: TestVerdict): Finding {
  return { where, what: status, output };
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
  const { path, line, message } = diagnostic;
  const at = path === undefined ? '' : `${path}${line === undefined ? '' : `:${line}`}: `;
  const more = diagnostics.length > 1 ? ` (and ${diagnostics.length - 1} more)` : '';
  return `${at}${message}${more}`;
}
