import type { AttemptId } from '@twohours/wire/id';
import { Refused } from '@twohours/wire/problem';
import type { Clock, Instant } from '@twohours/wire/time';
import type { Logger } from 'pino';
import type { AttemptStore, Outage } from './attempt-store.ts';
import { changeAttempt, type ChangeAttemptDeps } from './change-attempt.ts';

const SWEEP_EVERY_MS = 250;
const ALIVE_EVERY_MS = 1_000;
/** No server refreshed its sign for this long: that was an outage. */
const OUTAGE_FROM_MS = 5_000;

export interface SweepDeps extends ChangeAttemptDeps {
  readonly attempts: AttemptStore;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'error' | 'info'>;
}

/** Two servers may find the same attempt; whoever is second is told that it is closed. */
async function ignoreRefusal(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof Refused)) throw error;
  });
}

async function expire(deps: SweepDeps, id: AttemptId): Promise<void> {
  await ignoreRefusal(changeAttempt(deps, id, (ids) => ({ type: 'expire', ids }), { what: 'Closed: the time was up.' }));
}

/** One that cannot be closed is logged and keeps no other open. */
export async function sweepOnce(deps: SweepDeps, upTo: Instant = deps.clock.now()): Promise<void> {
  for (const id of await deps.attempts.due(upTo)) {
    await expire(deps, id).catch((error: unknown) => deps.log.error({ err: error, attempt: id }, 'an attempt whose time is up could not be closed'));
  }
}

/**
 * Says that a server is alive, and notices when none was. Whatever was due meanwhile is held open a little longer, so
 * that browsers that come back can hand in what was typed before the deadline. Gives the instant up to which it may be
 * swept: whatever this waited for, a later one may be the end of an outage that nobody has noticed yet.
 */
export async function noticeOutage(deps: SweepDeps): Promise<Instant> {
  const now = deps.clock.now();
  const noticed = await deps.attempts.noticeOutage(now, { refreshEveryMs: ALIVE_EVERY_MS, outageFromMs: OUTAGE_FROM_MS });
  if (noticed)
    deps.log.info({ awayMs: noticed.back - noticed.from }, 'no server was there for a while: open attempts are given the time to come back');
  // Not only what was noticed here: whoever noticed it may have died, or be at it still.
  for (const outage of await deps.attempts.outages()) await endOutage(deps, outage);
  return now;
}

async function endOutage(deps: SweepDeps, { from, back }: Outage): Promise<void> {
  const what = `The server was away for ${Math.round((back - from) / 1000)} s.`;
  let isOver = true;
  for (const id of await deps.attempts.open()) {
    await ignoreRefusal(changeAttempt(deps, id, () => ({ type: 'outage-ended', from, back }), { what })).catch((error: unknown) => {
      isOver = false;
      deps.log.error({ err: error, attempt: id }, 'an attempt could not be given the time of an outage, which is tried again');
    });
  }
  if (isOver) await deps.attempts.endOutage({ from, back });
}

export async function keepSweeping(deps: SweepDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await sweepOnce(deps, await noticeOutage(deps));
    } catch (error) {
      if (!signal.aborted) deps.log.error({ err: error }, 'the sweep of deadlines failed and goes on');
    }
    await deps.clock.sleep(SWEEP_EVERY_MS, signal);
  }
}
