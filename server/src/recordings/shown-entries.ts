import type { RecordedEntry } from '@twohours/wire/recording';
import { Replay } from '@twohours/wire/replay';
import type { Files } from '@twohours/wire/workspace';

/** How much time somebody was given, and why, is not a reviewer's business; what our own faults cost was given back, and shows. */
function isHidden(event: RecordedEntry['events'][number]): boolean {
  return event.kind === 'granted' && !('grant' in event && event.grant === 'credited');
}

/** What staff replay, by whose events moments are counted. */
export function shownEntries(entries: readonly RecordedEntry[]): RecordedEntry[] {
  return entries.flatMap((entry) => {
    const events = entry.events.filter((event) => !isHidden(event));
    // An entry of which nothing is left would still say when it was.
    return events.length === 0 && entry.events.length > 0 ? [] : [{ ...entry, events }];
  });
}

/** Such a line of the server's own stands alone, and changes no files. */
export function hidesGrants(entry: RecordedEntry): boolean {
  return entry.events.some(isHidden);
}

/** The replay as staff's page has it: the same events under the same numbers. */
export function shownReplay(starter: Files, entries: readonly RecordedEntry[]): Replay {
  return new Replay(starter, shownEntries(entries));
}
