import type { AttemptId } from '@twohours/wire/id';
import { Refused } from '@twohours/wire/problem';
import type { Clock, Instant } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Keys } from '../redis/keys.ts';
import type { AttemptStore } from './attempt-store.ts';
import { changeAttempt, type ChangeAttemptDeps } from './change-attempt.ts';

const SWEEP_EVERY_MS = 250;
const ALIVE_EVERY_MS = 1_000;
/** No server refreshed its sign for this long: that was an outage. */
const OUTAGE_FROM_MS = 5_000;

export interface SweepDeps extends ChangeAttemptDeps {
  readonly attempts: AttemptStore;
  readonly clock: Clock;
  readonly redis: Redis;
  readonly keys: Keys;
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

export async function sweepOnce(deps: SweepDeps): Promise<void> {
  for (const id of await deps.attempts.due(deps.clock.now())) await expire(deps, id);
}

/**
 * Says that a server is alive, and notices when none was. Whatever was due meanwhile is held open a little longer, so
 * that browsers that come back can hand in what was typed before the deadline. Must run before the first sweep.
 */
export async function noticeOutage(deps: SweepDeps): Promise<void> {
  const back = deps.clock.now();
  const before = await deps.redis.set(deps.keys.serverAlive, String(back), 'GET');
  if (before === null || back - Number(before) < OUTAGE_FROM_MS) return;
  const from: Instant = Number(before);
  const open = await deps.attempts.open();
  deps.log.info({ awayMs: back - from, open: open.length }, 'no server was there for a while: open attempts are given the time to come back');
  for (const id of open) {
    await ignoreRefusal(
      changeAttempt(deps, id, () => ({ type: 'outage-ended', from, back }), {
        what: `The server was away for ${Math.round((back - from) / 1000)} s.`,
      }),
    );
  }
}

export async function keepSweeping(deps: SweepDeps, signal: AbortSignal): Promise<void> {
  let aliveAt = deps.clock.now();
  while (!signal.aborted) {
    try {
      if (deps.clock.now() - aliveAt >= ALIVE_EVERY_MS) {
        await noticeOutage(deps);
        aliveAt = deps.clock.now();
      }
      await sweepOnce(deps);
    } catch (error) {
      deps.log.error({ err: error }, 'the sweep of deadlines failed and goes on');
    }
    await deps.clock.sleep(SWEEP_EVERY_MS, signal);
  }
}
