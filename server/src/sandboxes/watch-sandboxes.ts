import type { AttemptId } from '@twohours/wire/id';
import type { Clock } from '@twohours/wire/time';
import type { Presence } from '../sockets/presence.ts';
import type { Sandboxes } from './sandboxes.ts';

const LOOK_EVERY_MS = 2_000;

export interface WatchSandboxesDeps {
  readonly sandboxes: Pick<Sandboxes, 'whyUnavailable'>;
  readonly presence: Pick<Presence, 'here'>;
  readonly clock: Clock;
  /** Tells one attempt's open pages how things stand. */
  readonly tellAnew: (attempt: AttemptId) => Promise<void>;
}

/** Open pages say whether code can be run: when that changes, each server tells the pages that are connected to it. */
export async function watchSandboxes({ sandboxes, presence, clock, tellAnew }: WatchSandboxesDeps, signal: AbortSignal): Promise<void> {
  const look = () => sandboxes.whyUnavailable();
  let before = await look().catch(() => undefined);
  while (!signal.aborted) {
    await clock.sleep(LOOK_EVERY_MS, signal);
    // Without Redis nobody can be told anything; the next look finds what changed meanwhile.
    const now = await look().catch(() => before);
    if (now === before || signal.aborted) continue;
    before = now;
    await Promise.all(presence.here().map(tellAnew)).catch(() => undefined);
  }
}
