import { useEffect, useState } from 'react';
import { clock } from '../api/clock.ts';

/** `clock.monotonic()`, read anew every `everyMs` for as long as `on` holds. */
export function useTick(everyMs: number, on = true): number {
  const [now, setNow] = useState(() => clock.monotonic());
  // Outside React: the passing of time.
  useEffect(() => {
    if (!on) return;
    const stop = new AbortController();
    const loop = async () => {
      while (!stop.signal.aborted) {
        setNow(clock.monotonic());
        await clock.sleep(everyMs, stop.signal).catch(() => undefined);
      }
    };
    void loop();
    return () => stop.abort();
  }, [everyMs, on]);
  return now;
}
