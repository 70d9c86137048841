import type { TriedMistake } from '@twohours/wire/trial';
import type { ReactNode } from 'react';
import { Disclosure } from '../../../../ui/Disclosure.tsx';
import { Mark } from '../../../../ui/Mark.tsx';

/** Which known mistakes the candidate's tests catch, and which they let pass, in their author's words. */
export function MistakeList({ mistakes }: { mistakes: readonly TriedMistake[] }) {
  const caught = mistakes.filter(({ isCaught }) => isCaught);
  const missed = mistakes.filter(({ isCaught }) => !isCaught);
  return (
    <div className="flex flex-col gap-2">
      <Part word="Caught" mark="passed" mistakes={caught} />
      <Part word="Not caught" mark="not-reached" mistakes={missed} />
    </div>
  );
}

function Part({ word, mark, mistakes }: { word: string; mark: 'passed' | 'not-reached'; mistakes: readonly TriedMistake[] }) {
  if (mistakes.length === 0) return null;
  return (
    <Disclosure summary={<Mark kind={mark} word={`${word}: ${mistakes.length}`} />}>
      <ul className="mt-2 flex flex-col divide-y divide-line rounded-md border border-line bg-surface">
        {mistakes.map(({ name, why }) => (
          <li key={name} className="grid gap-x-4 gap-y-0.5 px-3 py-2 sm:grid-cols-[16rem_minmax(0,1fr)]">
            <code className="figures text-code break-words">{name}</code>
            <span className="max-w-prose whitespace-pre-line">{withCode(why)}</span>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

/** Authors put code between backticks. */
function withCode(text: string): ReactNode[] {
  return text.split('`').map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // A text does not change, so neither does the order of its parts.
      <code key={index} className="text-code">
        {part}
      </code>
    ),
  );
}
