import { useEffect, useState } from 'react';
import { clock } from '../api/clock.ts';

/** The value that was the same for so long; until then the one before. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, settle] = useState(value);
  // Outside React: the passing of time.
  useEffect(() => {
    if (settled === value) return;
    const changed = new AbortController();
    clock.sleep(ms, changed.signal).then(
      () => settle(() => value),
      () => undefined,
    );
    return () => changed.abort();
  }, [value, settled, ms]);
  return settled;
}
