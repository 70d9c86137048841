import type { AttemptId } from '@twohours/wire/id';
import type { RecordingView } from '@twohours/wire/recording';
import { closedAttempt } from '../attempts/closed-attempt.ts';
import type { Staff } from '../http/who.ts';
import type { RecordingStore } from '../recordings/recording-store.ts';
import { shownEntries } from '../recordings/shown-entries.ts';
import { coverFor, type CoverDeps } from '../reviews/panels.ts';

export interface ViewRecordingDeps extends CoverDeps {
  readonly recordings: Pick<RecordingStore, 'readAll'>;
}

/** What staff replay. An attempt that goes on is not looked into. */
export async function viewRecording(deps: ViewRecordingDeps, id: AttemptId, reader: Staff): Promise<RecordingView> {
  const attempt = await closedAttempt(deps, id);
  const [{ starter }, entries, cover] = await Promise.all([deps.sealedPartOf(id), deps.recordings.readAll(id), coverFor(deps, attempt, reader)]);
  return { starter: cover.starter(starter), entries: shownEntries(cover.entries(starter, entries)) };
}
