import { getRouteApi, Link } from '@tanstack/react-router';
import type { AttemptResult } from '@twohours/wire/staff';
import { useMemo, useRef } from 'react';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ReviewBesideCode } from '../../../review/ReviewBesideCode.tsx';
import type { Review } from '../../../review/use-review.ts';
import { countText } from '../../../ui/format.ts';
import { Select } from '../../../ui/Select.tsx';
import { EXACT } from '../../exact-link.ts';
import { changesBetween, mostChanged } from './changes.ts';
import { DiffView } from './DiffView.tsx';
import { FileList } from './FileList.tsx';
import { Leftovers } from './Leftovers.tsx';
import { stateOf, statesOf } from './states.ts';
import { SubmissionHash } from './SubmissionHash.tsx';

const route = getRouteApi('/staff/attempts/$attempt');
const SIDE = 'inline-flex h-7 items-center px-2.5 text-ink-muted hover:text-ink aria-[current]:bg-accent-soft aria-[current]:text-accent-strong';

/** The files of a submission, or of now while the attempt is open, beside the starter. */
export function CodeTab({ result, review }: { result: AttemptResult; review: Review }) {
  const { file, view = 'changes', submission } = route.useSearch();
  const navigate = route.useNavigate();
  const code = useRef<HTMLElement>(null);
  const { states, state, changes } = useMemo(() => {
    const all = statesOf(result);
    const one = stateOf(all, submission);
    return { states: all, state: one, changes: one ? changesBetween(result.starter, one.files) : [] };
  }, [result, submission]);
  const change = changes.find(({ path }) => path === file) ?? mostChanged(changes);
  if (!state || !change) {
    return (
      <EmptyState title="No files yet">
        <p>The candidate gets the starter’s files at Start; from then on they show here as they stand.</p>
      </EmptyState>
    );
  }
  const changed = changes.filter(({ kind }) => kind !== 'same').length;
  const whole = view === 'file' || change.kind === 'same';
  return (
    <div className="flex flex-col gap-4 py-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {states.length > 1 ? (
          <Select
            label="Which state of the files"
            className="!w-auto"
            value={state.key}
            onChange={(key) =>
              void navigate({ search: (before) => ({ ...before, submission: states.find((each) => each.key === key)?.number }), resetScroll: false })
            }
            choices={states.map(({ key, label }) => ({ value: key, label }))}
          />
        ) : (
          <h2 className="font-semibold">{state.label}</h2>
        )}
        <p className="text-ink-muted">
          {changed === 0 ? 'Nothing differs from the starter.' : `${countText(changed, 'file')} changed since the starter`}
        </p>
        <div className="grow" />
        <SubmissionHash hash={state.hash} />
      </div>
      <ReviewBesideCode result={result} review={review} path={change.path} submission={state.number} code={code}>
        <div className="lg:sticky lg:top-5">
          <FileList changes={changes} shown={change.path} />
        </div>
        <section ref={code} aria-label={change.path} className="min-w-0 overflow-hidden rounded-md border border-line bg-surface">
          <header className="flex min-h-10 flex-wrap items-center justify-between gap-x-4 border-b border-line px-3">
            <h2 className="figures text-code">{change.path}</h2>
            {change.kind !== 'same' && (
              <div className="inline-flex overflow-hidden rounded-md border border-line">
                <Link
                  from="/attempts/$attempt"
                  search={(before) => ({ ...before, view: undefined })}
                  resetScroll={false}
                  activeOptions={EXACT}
                  className={SIDE}
                >
                  Changes
                </Link>
                <Link
                  from="/attempts/$attempt"
                  search={(before) => ({ ...before, view: 'file' as const })}
                  resetScroll={false}
                  activeOptions={EXACT}
                  className={SIDE}
                >
                  Whole file
                </Link>
              </div>
            )}
          </header>
          <DiffView key={`${state.key} ${change.path} ${String(whole)}`} change={change} whole={whole} />
        </section>
      </ReviewBesideCode>
      {result.leftovers.length > 0 && <Leftovers leftovers={result.leftovers} />}
    </div>
  );
}
