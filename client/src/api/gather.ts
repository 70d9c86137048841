import type { Clock } from '@twohours/wire/time';

/**
 * Passes on what it was given, all at once and each thing once, `ms` after the first of it. So that a hundred notices in
 * a second make two readings, not a hundred.
 */
export function gather<T>(ms: number, clock: Pick<Clock, 'sleep'>, pass: (things: readonly T[]) => void): (thing: T) => void {
  const waiting = new Map<string, T>();
  return (thing) => {
    const isFirst = waiting.size === 0;
    waiting.set(JSON.stringify(thing), thing);
    if (!isFirst) return;
    void clock.sleep(ms).then(() => {
      const things = [...waiting.values()];
      waiting.clear();
      pass(things);
    });
  };
}
