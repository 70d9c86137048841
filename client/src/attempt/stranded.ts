import type { Workspace } from '@twohours/wire/workspace';
import type { Journal } from './journal.ts';
import type { Stranded } from './live-state.ts';
import type { Writer } from './writer.ts';

/**
 * What a page that lost the lease could not send any more goes beside the attempt, unless a newer tab of this profile
 * has adopted the journal and sends it.
 */
export async function strand(writer: Writer, journal: Journal): Promise<'adopted' | 'stranded'> {
  const isAdopted = (await journal.giveUp('stranded', writer.epoch)) === 'fenced';
  await journal.keepLeftover('stranded', writer.unkept());
  return isAdopted ? 'adopted' : 'stranded';
}

/** What was on a screen, compared with what the attempt has. */
export function compareWith(there: Workspace | undefined, screen: Workspace): Stranded['files'] {
  return [...screen].flatMap(([f, { path, text: mine }]) => {
    const theirs = there?.get(f)?.text ?? '';
    return mine === theirs ? [] : [{ path, mine, theirs }];
  });
}
