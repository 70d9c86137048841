import { useEffect, useState } from 'react';
import { clock } from '../api/clock.ts';

/** False at first, true once `ms` have passed. */
export function useDelay(ms: number): boolean {
  const [isOver, setOver] = useState(false);
  // Outside React: the passing of time.
  useEffect(() => {
    const stop = new AbortController();
    clock.sleep(ms, stop.signal).then(
      () => setOver(true),
      () => undefined,
    );
    return () => stop.abort();
  }, [ms]);
  return isOver;
}
