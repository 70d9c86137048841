import type { RunTest } from '@twohours/wire/job';
import type { RunEnding } from '@twohours/wire/job-ending';
import { lengthText } from '../../../ui/format.ts';
import { Mark } from '../../../ui/Mark.tsx';
import { Diagnostics } from '../grading/Diagnostics.tsx';

/** What a run found, test by test and line by line. */
export function RunDetail({ ending }: { ending: Exclude<RunEnding, { kind: 'cancelled' }> }) {
  return (
    <div className="flex flex-col gap-3">
      {ending.kind === 'ran' && ending.tests.length > 0 && (
        <ul className="flex flex-col gap-1">
          {ending.tests.map((test) => (
            <VisibleTest key={`${test.package}/${test.name}`} test={test} />
          ))}
        </ul>
      )}
      {ending.diagnostics.length > 0 && <Diagnostics diagnostics={ending.diagnostics} />}
      {ending.kind === 'ran' && ending.tests.length === 0 && ending.diagnostics.length === 0 && (
        <p className="text-ink-muted">No test was reported.</p>
      )}
    </div>
  );
}

function VisibleTest({ test }: { test: RunTest }) {
  const depth = test.name.split('/').length - 1;
  return (
    <li className="flex items-center gap-3" style={{ paddingLeft: `${depth * 20}px` }}>
      <Mark kind={test.status} className="w-28" />
      <code className="figures text-code">{[test.package, test.name].filter(Boolean).join(' ')}</code>
      <span className="figures text-code text-ink-muted">{lengthText(test.elapsedMs)}</span>
    </li>
  );
}
