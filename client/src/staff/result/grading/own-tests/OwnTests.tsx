import type { ReferenceTrial } from '@twohours/wire/job-ending';
import type { TrialView } from '@twohours/wire/trial';
import { useId } from 'react';
import { Mark } from '../../../../ui/Mark.tsx';
import { Diagnostics } from '../Diagnostics.tsx';
import { MistakeList } from './MistakeList.tsx';
import { ownTestsSentence } from './own-tests-words.ts';

/** What became of the candidate's own tests, below what the hidden tests found. */
export function OwnTests({ trial }: { trial: TrialView }) {
  const heading = useId();
  const { mark, what, means } = ownTestsSentence(trial);
  const { state } = trial;
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-3 border-t border-line pt-5">
      <h2 id={heading} className="text-title">
        The candidate’s own tests
      </h2>
      <div {...(state.phase === 'running' ? { role: 'status' } : {})} className="flex flex-col gap-1">
        <Mark kind={mark} word={what} className="font-semibold" />
        <p className="max-w-prose text-ink-muted">{means}</p>
      </div>
      {state.phase === 'abandoned' && <p className="rounded-md border border-line bg-surface px-3 py-2 font-mono text-code">{state.reason}</p>}
      {state.phase === 'done' && <Evidence reference={state.reference} />}
      {state.phase === 'done' && state.mistakes.length > 0 && <MistakeList mistakes={state.mistakes} />}
    </section>
  );
}

function Evidence({ reference }: { reference: ReferenceTrial }) {
  const tests = reference.kind === 'fails' ? reference.tests : [];
  const output = 'output' in reference ? reference.output : '';
  return (
    <>
      {tests.length > 0 && (
        <ul className="flex flex-wrap gap-x-5 gap-y-1">
          {tests.map(({ name, status }) => (
            <li key={name} className="flex items-center gap-2">
              <Mark kind={status} />
              <code className="figures text-code break-all">{name}</code>
            </li>
          ))}
        </ul>
      )}
      {'diagnostics' in reference && reference.diagnostics.length > 0 && <Diagnostics diagnostics={reference.diagnostics} />}
      {output !== '' && (
        <pre
          // A region that scrolls has to be reachable by keyboard.
          tabIndex={0}
          aria-label="What they printed on the reference"
          className="max-h-96 overflow-auto rounded-md border border-line bg-surface p-3 font-mono text-code break-words whitespace-pre-wrap"
        >
          {output}
        </pre>
      )}
      {reference.leftOut.length > 0 && (
        <p className="max-w-prose text-ink-muted">
          Left out: <code className="figures text-code text-ink">{reference.leftOut.join(', ')}</code>. Tests inside the package, or in another
          folder, go with their author’s code only.
        </p>
      )}
    </>
  );
}
