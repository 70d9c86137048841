import type { RecordedEntry } from '@twohours/wire/recording';
import { Replay } from '@twohours/wire/replay';
import type { Files } from '@twohours/wire/workspace';

/**
 * What staff replay, by whose events moments are counted. How much time somebody was given, and why, is not a reviewer's
 * business; what our own faults cost was given back, and shows.
 */
export function shownEntries(entries: readonly RecordedEntry[]): RecordedEntry[] {
  return entries.map((entry) => ({
    ...entry,
    events: entry.events.filter((event) => event.kind !== 'granted' || ('grant' in event && event.grant === 'credited')),
  }));
}

/** The replay as staff's page has it: the same events under the same numbers. */
export function shownReplay(starter: Files, entries: readonly RecordedEntry[]): Replay {
  return new Replay(starter, shownEntries(entries));
}
