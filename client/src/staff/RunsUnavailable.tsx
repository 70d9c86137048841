import { countText } from '../ui/format.ts';
import { Mark } from '../ui/Mark.tsx';

/** A line below the bar for as long as nothing can be run. */
export function RunsUnavailable({ reason, queued }: { reason: string; queued: number }) {
  return (
    <p role="status" className="flex flex-wrap items-baseline gap-x-3 border-b border-line bg-sunken px-5 py-2">
      <Mark kind="fault" word="Code cannot be run at the moment" className="font-medium" />
      <span className="text-ink-muted">
        {reason} {queued > 0 && `${countText(queued, 'job waits', 'jobs wait')} and will be run as soon as it can.`}
      </span>
    </p>
  );
}
