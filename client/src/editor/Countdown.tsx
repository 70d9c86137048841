import type { ActiveView } from '@twohours/wire/attempt';
import { useEffect, useRef, useState } from 'react';
import { announcement, LATE_MS, remainingAt, spokenText, type Heard } from '../attempt/countdown.ts';
import { classes } from '../ui/classes.ts';
import { countdownText } from '../ui/format.ts';
import { Tooltip } from '../ui/Tooltip.tsx';
import { useTick } from '../ui/use-tick.ts';

const WORDS: Record<ActiveView['granted'][number]['kind'], string> = {
  extended: 'added for you',
  credited: 'given back, because we were not reachable',
  reopened: 'given when the attempt was opened again',
};

/** How much time is left: always in sight, amber for the last five minutes, and that is all. */
export function Countdown({ time, attempt }: { time: Heard; attempt: ActiveView }) {
  const left = remainingAt(time, useTick(250));
  const [said, setSaid] = useState('');
  const before = useRef(left);
  // Outside React: a screen reader, told at few marks and when the time changed.
  useEffect(() => {
    const saying = announcement(before.current, left);
    before.current = left;
    if (saying !== undefined) setSaid(saying);
  }, [left]);
  return (
    <>
      <Tooltip
        text={
          <>
            {spokenText(left)} left of {spokenText(attempt.allottedMs)}.
            {attempt.granted.map((grant, index) => (
              <span key={index} className="block">
                {spokenText(grant.ms)} {WORDS[grant.kind]}.
              </span>
            ))}
          </>
        }
      >
        <button
          type="button"
          className={classes('figures h-8 cursor-default rounded-sm px-1 text-title font-medium', left <= LATE_MS ? 'text-timed-out' : 'text-ink')}
        >
          <span>{countdownText(left)}</span>
          <span className="sr-only"> left</span>
        </button>
      </Tooltip>
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  );
}
