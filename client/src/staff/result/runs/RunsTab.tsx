import type { RunView } from '@twohours/wire/run';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { RunRow } from './RunRow.tsx';

const HEAD = 'h-8 text-small font-medium text-ink-muted';

/** Everything that the candidate ran, the newest first. */
export function RunsTab({ runs }: { runs: readonly RunView[] }) {
  if (runs.length === 0) {
    return (
      <EmptyState title="Nothing was run">
        <p>Each time the candidate runs the tests that they can see, it shows here with how it ended.</p>
      </EmptyState>
    );
  }
  return (
    <table className="my-3 w-full">
      <thead>
        <tr className="border-b border-line">
          <th scope="col" className={`${HEAD} w-24 pr-4 text-left`}>
            Run
          </th>
          <th scope="col" className={`${HEAD} w-32 pr-4 text-left`}>
            Since Start
          </th>
          <th scope="col" className={`${HEAD} pr-4 text-left`}>
            How it went
          </th>
          <th scope="col" className={`${HEAD} w-24 pr-1 text-right`}>
            Took
          </th>
        </tr>
      </thead>
      <tbody>
        {runs
          .toSorted((a, b) => b.number - a.number)
          .map((run) => (
            <RunRow key={run.id} run={run} />
          ))}
      </tbody>
    </table>
  );
}
