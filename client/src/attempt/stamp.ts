import type { BrowserClock } from '../api/clock.ts';

const origins = new WeakMap<BrowserClock, number>();

/** Now: never backwards within a page, and comparable (as well as wall clocks are) with what an earlier page kept. */
export function stampOf(clock: BrowserClock): number {
  const known = origins.get(clock);
  const origin = known ?? clock.now() - clock.monotonic();
  if (known === undefined) origins.set(clock, origin);
  return origin + clock.monotonic();
}
