import type { AttemptResult } from '@twohours/wire/staff';
import { clock } from '../../../api/clock.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { elapsedText, zoneText } from '../../../ui/format.ts';
import { Instant } from '../../../ui/Instant.tsx';

const HEAD = 'h-8 pr-4 text-left text-small font-medium text-ink-muted';
const CELL = 'py-2 pr-4 align-top';

/** What happened and what staff did, with their reasons, the newest last. */
export function LogTab({ log, startedAt }: { log: AttemptResult['log']; startedAt: number | undefined }) {
  if (log.length === 0) {
    return (
      <EmptyState title="Nothing happened yet">
        <p>What happens in this attempt, and what staff do to it, is kept here.</p>
      </EmptyState>
    );
  }
  return (
    <table className="my-3 w-full">
      <thead>
        <tr className="border-b border-line">
          <th scope="col" className={`${HEAD} w-48`}>
            When ({zoneText(log[0]?.at ?? clock.now())})
          </th>
          <th scope="col" className={`${HEAD} w-28`}>
            Since Start
          </th>
          <th scope="col" className={HEAD}>
            What
          </th>
          <th scope="col" className={`${HEAD} w-40`}>
            By
          </th>
          <th scope="col" className={HEAD}>
            Reason
          </th>
        </tr>
      </thead>
      <tbody>
        {log.map((entry, n) => (
          // Two entries may be alike to the millisecond.
          <tr key={n} className="border-b border-line">
            <td className={CELL}>
              <Instant at={entry.at} precise />
            </td>
            <td className={`${CELL} figures text-code text-ink-muted`}>
              {startedAt !== undefined && entry.at >= startedAt && elapsedText(entry.at - startedAt)}
            </td>
            <td className={CELL}>{entry.what}</td>
            <td className={CELL}>{entry.by}</td>
            <td className={`${CELL} text-ink-muted`}>{entry.reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
