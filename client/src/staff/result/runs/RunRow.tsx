import type { RunEnding, RunTest } from '@twohours/wire/job';
import type { RunView } from '@twohours/wire/run';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { classes } from '../../../ui/classes.ts';
import { elapsedText, lengthText } from '../../../ui/format.ts';
import { Mark } from '../../../ui/Mark.tsx';
import { Diagnostics } from '../grading/Diagnostics.tsx';
import { runTold } from './run-words.ts';

export function RunRow({ run }: { run: RunView }) {
  const [isOpen, setOpen] = useState(false);
  const detail = useId();
  const told = runTold(run.state);
  const ending = run.state.phase === 'ended' ? run.state.ending : undefined;
  const hasDetail = ending !== undefined && ending.kind !== 'cancelled';
  return (
    <>
      <tr className="h-9 border-b border-line hover:bg-hover">
        <td className="pr-4">
          {hasDetail ? (
            <button
              type="button"
              aria-expanded={isOpen}
              aria-controls={detail}
              onClick={() => setOpen(!isOpen)}
              className="flex items-center gap-1.5 py-2"
            >
              <ChevronRight size={16} aria-hidden className={classes('shrink-0 text-ink-muted transition-transform', isOpen && 'rotate-90')} />
              <span className="sr-only">Run </span>
              <span className="figures text-code">{run.number}</span>
            </button>
          ) : (
            <span className="figures pl-[22px] text-code">{run.number}</span>
          )}
        </td>
        <td className="figures pr-4 text-code text-ink-muted">{elapsedText(run.atMs)}</td>
        <td className="pr-4">
          <Mark kind={told.kind} word={told.word} />
        </td>
        <td className="figures pr-1 text-right text-code text-ink-muted">{run.state.phase === 'ended' && lengthText(run.state.phases.totalMs)}</td>
      </tr>
      {hasDetail && (
        <tr id={detail} hidden={!isOpen} className="border-b border-line bg-sunken">
          <td colSpan={4} className="p-3">
            {isOpen && <RunDetail ending={ending} />}
          </td>
        </tr>
      )}
    </>
  );
}

function RunDetail({ ending }: { ending: Exclude<RunEnding, { kind: 'cancelled' }> }) {
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
