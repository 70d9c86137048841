import type { RunView } from '@twohours/wire/run';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { classes } from '../../../ui/classes.ts';
import { elapsedText, lengthText } from '../../../ui/format.ts';
import { Mark } from '../../../ui/Mark.tsx';
import { RunDetail } from './RunDetail.tsx';
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
