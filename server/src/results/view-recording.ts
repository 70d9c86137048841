import type { AttemptId } from '@twohours/wire/id';
import { Refused } from '@twohours/wire/problem';
import type { RecordedEntry, RecordingView } from '@twohours/wire/recording';
import type { Staff } from '../http/who.ts';
import type { RecordingStore } from '../recordings/recording-store.ts';
import { coverFor, type CoverDeps } from '../reviews/panels.ts';

export interface ViewRecordingDeps extends CoverDeps {
  readonly recordings: Pick<RecordingStore, 'readAll'>;
}

/** What staff replay. An attempt that goes on is not looked into. */
export async function viewRecording(deps: ViewRecordingDeps, id: AttemptId, reader: Staff): Promise<RecordingView> {
  const found = await deps.attempts.find(id);
  if (!found) throw new Refused('attempt-unknown', 'There is no such attempt.');
  if (found.value.phase === 'ready') throw new Refused('attempt-not-started', 'It has not been started.');
  if (found.value.phase === 'active') throw new Refused('attempt-open', 'It is still being worked on. It can be replayed once it is closed.');
  const [{ starter }, entries, cover] = await Promise.all([deps.sealedPartOf(id), deps.recordings.readAll(id), coverFor(deps, found.value, reader)]);
  return { starter: cover.files(starter), entries: cover.entries(starter, entries).map(withoutGrants) };
}

/** How much time somebody was given, and why, is not a reviewer's business; what our own faults cost was given back, and shows. */
function isHidden(event: RecordedEntry['events'][number]): boolean {
  return event.kind === 'granted' && !('grant' in event && event.grant === 'credited');
}

export function withoutGrants(entry: RecordedEntry): RecordedEntry {
  return { ...entry, events: entry.events.filter((event) => !isHidden(event)) };
}

/** Such a line of the server's own stands alone, and changes no files. */
export function hidesGrants(entry: RecordedEntry): boolean {
  return entry.events.some(isHidden);
}
