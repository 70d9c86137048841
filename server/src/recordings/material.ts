import type { SealedPart } from '@twohours/wire/exercise';
import type { AttemptId } from '@twohours/wire/id';
import type { RecordingStore } from './recording-store.ts';

/** What files of any moment are made from. */
export interface MaterialDeps {
  readonly recordings: Pick<RecordingStore, 'readAll'>;
  readonly sealedPartOf: (attempt: AttemptId) => Promise<SealedPart>;
}
