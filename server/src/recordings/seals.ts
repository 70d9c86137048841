import type { SealedPart } from '@twohours/wire/exercise';
import type { AttemptId } from '@twohours/wire/id';
import { Recent } from '../exercises/recent.ts';
import type { RecordingStore } from './recording-store.ts';
import { sealRecording } from './seal.ts';
import type { SignedHead, SigningKey } from './signing-key.ts';
import { entriesUntilClosed } from './states.ts';

export interface SealsDeps {
  readonly recordings: Pick<RecordingStore, 'readAll'>;
  readonly sealedPartOf: (attempt: AttemptId) => Promise<SealedPart>;
  readonly signing: SigningKey;
}

export interface Seal {
  readonly blob: Buffer;
  readonly signed: SignedHead;
}

const REMEMBERED = 100;

/**
 * What closed attempts were recorded as, sealed and signed. Nothing of it is stored: the recording up to a closing never
 * changes, and the same recording has the same seal.
 */
export class Seals {
  readonly #seals: Recent<Seal>;

  constructor(deps: SealsDeps) {
    this.#seals = new Recent(REMEMBERED, async (key) => {
      const [attempt, closing] = key.split('#') as [AttemptId, string];
      const [{ starter }, entries] = await Promise.all([deps.sealedPartOf(attempt), deps.recordings.readAll(attempt)]);
      const { head, blob } = sealRecording(attempt, starter, entriesUntilClosed(entries, Number(closing)));
      return { blob, signed: await deps.signing.sign(attempt, head) };
    });
  }

  /** Of everything until the attempt was closed for the `closing`th time. */
  async of(attempt: AttemptId, closing: number): Promise<Seal> {
    return this.#seals.get(`${attempt}#${closing}`);
  }
}
