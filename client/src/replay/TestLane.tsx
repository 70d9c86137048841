import type { VerdictStatus } from '@twohours/wire/job';
import type { Lane } from '@twohours/wire/lanes';
import { memo } from 'react';
import { classes } from '../ui/classes.ts';
import { elapsedText } from '../ui/format.ts';
import { Mark, markTone } from '../ui/Mark.tsx';
import { pointText, stretchesOf } from './lanes.ts';
import type { Player } from './player.ts';

interface Props {
  lane: Lane;
  player: Player;
  /** Where a moment stands in what is shown, in percent. */
  placeOf: (at: number) => number;
}

/** One hidden test along the time: how it fares from moment to moment, with a mark wherever that changed. */
export const TestLane = memo(function TestLane({ lane, player, placeOf }: Props) {
  return (
    <div className="relative h-5 overflow-hidden border-b border-line/60 last:border-0">
      {stretchesOf(lane, player.replay.lengthMs).map(({ status, from, to }) => (
        <span
          key={from}
          aria-hidden
          style={{ left: `${placeOf(from)}%`, width: `${placeOf(to) - placeOf(from)}%` }}
          className={classes('absolute top-2 h-1', markTone(status), status === 'passed' ? 'bg-current opacity-60' : lineOf(status))}
        />
      ))}
      {lane.points.map((point) => (
        <button
          key={point.event}
          type="button"
          tabIndex={-1}
          title={`${elapsedText(point.at)} ${pointText(lane, point)}`}
          onClick={() => player.toCount(point.event)}
          style={{ left: `${placeOf(point.at)}%` }}
          className={classes('absolute top-0 z-10 flex h-5 -translate-x-1/2 items-center justify-center', point.changes.length > 0 ? 'w-4' : 'w-2')}
        >
          {point.changes.length > 0 ? (
            <Mark bare kind={point.status} word={pointText(lane, point)} className="rounded-full bg-surface" />
          ) : (
            <>
              <span className={classes('h-2 w-0.5 bg-current', markTone(point.status))} />
              <span className="sr-only">{pointText(lane, point)}</span>
            </>
          )}
        </button>
      ))}
    </div>
  );
});

/** What does not pass is dashed: it can be told from what does without its colour. */
function lineOf(status: VerdictStatus): string {
  return status === 'not-reached' ? 'opacity-0' : 'border-t-2 border-dashed border-current opacity-40';
}
