import { Link } from '@tanstack/react-router';
import type { CheckView } from '@twohours/wire/check';
import type { GradingView } from '@twohours/wire/grading';
import { GradingStanding } from '../staff/result/grading/GradingStanding.tsx';
import { RunDetail } from '../staff/result/runs/RunDetail.tsx';
import { runTold } from '../staff/result/runs/run-words.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import { countText, elapsedText } from '../ui/format.ts';
import { Instant } from '../ui/Instant.tsx';
import { Mark, markWord } from '../ui/Mark.tsx';
import type { MomentResult } from './moment-results.ts';

/** What came of tests at a moment. Its time leads there. */
export function MomentResultRow({ result, isShown, onGo }: { result: MomentResult; isShown: boolean; onGo: () => void }) {
  return (
    <li aria-current={isShown ? 'true' : undefined} className="flex flex-col gap-1 border-b border-line px-3 py-2 aria-[current]:bg-accent-soft">
      <div className="flex items-baseline justify-between gap-2">
        <button type="button" onClick={onGo} title="Show this moment" className="figures text-code text-accent hover:underline">
          {elapsedText(result.at)}
        </button>
        <span className="text-small text-ink-muted">{result.tests === 'hidden' ? 'Hidden tests' : 'Visible tests'}</span>
      </div>
      {result.tests === 'hidden' ? <HiddenResult grading={result.grading} /> : <VisibleResult check={result.check} />}
      <p className="text-small text-ink-muted">
        {result.name}, <Instant at={result.requestedAt} />
      </p>
    </li>
  );
}

function HiddenResult({ grading }: { grading: GradingView }) {
  const { state } = grading;
  const tests = state.phase === 'graded' && state.verdict.kind === 'tests' ? state.verdict.tests : [];
  const others = tests.filter(({ status }) => status !== 'passed');
  return (
    <>
      <GradingStanding state={state} />
      {others.length > 0 && (
        <Disclosure summary={<span className="text-small">{countText(others.length, 'test')} did not pass</span>}>
          <ul className="flex flex-col gap-1 py-1">
            {others.map(({ id, name, status }) => (
              <li key={id}>
                <Mark kind={status} word={name} className="!items-start !whitespace-normal [&>svg]:mt-1" />
                <span className="sr-only">: {markWord(status)}</span>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {state.phase !== 'queued' && (
        <Link
          from="/attempts/$attempt"
          search={(before) => ({ ...before, tab: undefined, grading: grading.id })}
          resetScroll={false}
          className="self-start text-small text-accent hover:underline"
        >
          With what they printed
        </Link>
      )}
    </>
  );
}

function VisibleResult({ check: { state, faults } }: { check: CheckView }) {
  if (state.phase === 'queued')
    return <Mark kind="running" word={faults > 0 ? `Tried again: it failed ${faults} of 3 times on our side` : 'Waiting for a sandbox'} />;
  const told = runTold(state.phase === 'ended' ? state : { phase: 'abandoned' });
  if (state.phase === 'abandoned') return <Mark {...told} />;
  const { ending, output } = state;
  return (
    <>
      <Mark {...told} />
      {ending.kind !== 'cancelled' && (
        <Disclosure summary={<span className="text-small">Tests and output</span>}>
          <div className="flex flex-col gap-2 py-1">
            <RunDetail ending={ending} />
            {output !== '' && (
              <pre
                // A region that scrolls has to be reachable by keyboard.
                tabIndex={0}
                aria-label="What was printed"
                className="max-h-72 overflow-auto rounded-md border border-line bg-surface p-2 font-mono text-code break-words whitespace-pre-wrap"
              >
                {output}
              </pre>
            )}
          </div>
        </Disclosure>
      )}
    </>
  );
}
