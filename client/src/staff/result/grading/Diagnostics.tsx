import type { Diagnostic } from '@twohours/wire/job';
import { useContext } from 'react';
import { PlaceLink } from './place-link.ts';

const placeOf = ({ path, line, column }: Diagnostic) => [path, line, column].filter((part) => part !== undefined).join(':');

/** What a tool said, each about one place; the place leads to the file. */
export function Diagnostics({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  const Place = useContext(PlaceLink);
  return (
    <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface">
      {diagnostics.map((diagnostic, index) => (
        // The same line may be complained of twice in the same words.
        <li key={`${index}-${placeOf(diagnostic)}`} className="flex flex-wrap gap-x-4 gap-y-0.5 px-3 py-2">
          {diagnostic.path === undefined ? (
            <span className="text-ink-muted">{diagnostic.tool}</span>
          ) : Place ? (
            <Place path={diagnostic.path}>{placeOf(diagnostic)}</Place>
          ) : (
            <span className="figures text-code">{placeOf(diagnostic)}</span>
          )}
          <span className="min-w-0">{diagnostic.message}</span>
        </li>
      ))}
    </ul>
  );
}
