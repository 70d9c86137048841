import type { SealedPart } from '@twohours/wire/exercise';
import type { AttemptId } from '@twohours/wire/id';
import type { RecordingView } from '@twohours/wire/recording';
import type { AttemptStore } from '../attempts/attempt-store.ts';
import { closedAttempt } from '../attempts/closed-attempt.ts';
import type { RecordingStore } from '../recordings/recording-store.ts';
import { shownEntries } from '../recordings/shown-entries.ts';

export interface ViewRecordingDeps {
  readonly attempts: Pick<AttemptStore, 'find'>;
  readonly recordings: Pick<RecordingStore, 'readAll'>;
  readonly sealedPartOf: (attempt: AttemptId) => Promise<SealedPart>;
}

/** What staff replay. An attempt that goes on is not looked into. */
export async function viewRecording(deps: ViewRecordingDeps, id: AttemptId): Promise<RecordingView> {
  await closedAttempt(deps, id);
  const [{ starter }, entries] = await Promise.all([deps.sealedPartOf(id), deps.recordings.readAll(id)]);
  return { starter, entries: shownEntries(entries) };
}
