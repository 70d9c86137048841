import type { FileId } from '@twohours/wire/workspace';
import type { BrowserClock } from '../api/clock.ts';
import type { Desk } from './desk.ts';
import type { Link } from './link.ts';
import type { Outbox } from './outbox.ts';
import { sha256 } from './sha256.ts';

const COMPARE_EVERY_MS = 5_000;

/**
 * Every five seconds, when nothing is on its way: does the server have the same texts? Where it does not, the one on
 * screen is sent whole. It heals what must not happen.
 */
export async function keepComparing(
  link: Pick<Link, 'isLive' | 'compare'>,
  clock: BrowserClock,
  desk: Desk,
  outbox: Outbox,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(COMPARE_EVERY_MS, signal).catch(() => undefined);
    if (signal.aborted || !link.isLive || outbox.state.unsent > 0) continue;
    const touched = desk.takeTouched();
    if (touched.length === 0) continue;
    try {
      await compare(link, desk, outbox, touched, signal);
    } catch {
      desk.touch(touched);
    }
  }
}

async function compare(link: Pick<Link, 'compare'>, desk: Desk, outbox: Outbox, touched: readonly FileId[], signal: AbortSignal): Promise<void> {
  const seq = outbox.acknowledged;
  const texts = touched.flatMap((file) => {
    const text = desk.textOf(file);
    return text === undefined ? [] : [{ file, text }];
  });
  const hashes = Object.fromEntries(await Promise.all(texts.map(async ({ file, text }) => [file, await sha256(text)])));
  const { differ } = await link.compare({ seq, hashes });
  if (signal.aborted) return;
  for (const file of differ) desk.snapshot(file);
}
