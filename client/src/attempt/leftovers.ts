import type { AttemptId } from '@twohours/wire/id';
import type { BrowserClock } from '../api/clock.ts';
import { batchOf, type Journal } from './journal.ts';
import type { Link } from './link.ts';
import { stampOf } from './stamp.ts';

/** Hands over what can no longer become part of the recording; answers how many edits of it came too late. */
export async function sendLeftovers(attempt: AttemptId, journal: Journal, link: Pick<Link, 'keepLeftovers'>, clock: BrowserClock): Promise<number> {
  let late = 0;
  for (const leftover of await journal.leftovers()) {
    const batches = leftover.batches.map((batch) => batchOf(batch, stampOf(clock)));
    await link.keepLeftovers({ attempt, kind: leftover.kind, batches });
    await journal.dropLeftover(leftover.id);
    if (leftover.kind === 'late') late += leftover.batches.reduce((sum, batch) => sum + batch.events.length, 0);
  }
  return late;
}
