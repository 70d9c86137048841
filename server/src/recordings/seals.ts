import type { SealedPart } from '@twohours/wire/exercise';
import type { AttemptId } from '@twohours/wire/id';
import { Recent } from '../exercises/recent.ts';
import type { RecordingStore } from './recording-store.ts';
import { sealRecording, type SealedRecording } from './seal.ts';
import type { SignedHead, SigningKey } from './signing-key.ts';
import { countUntilClosed } from './states.ts';

export interface SealsDeps {
  readonly recordings: Pick<RecordingStore, 'readAfter'>;
  readonly sealedPartOf: (attempt: AttemptId) => Promise<SealedPart>;
  readonly signing: SigningKey;
}

const REMEMBERED = 1_000;

/**
 * What closed attempts were recorded as, sealed and signed. Nothing of it is stored: the recording up to a closing never
 * changes, and the same recording has the same seal.
 */
export class Seals {
  readonly #deps: SealsDeps;
  readonly #signed: Recent<SignedHead>;

  constructor(deps: SealsDeps) {
    this.#deps = deps;
    this.#signed = new Recent(REMEMBERED, async (key) => {
      const [attempt, closing] = key.split('#') as [AttemptId, string];
      const { head } = await this.seal(attempt, Number(closing));
      return deps.signing.sign(attempt, head);
    });
  }

  /** Of everything until the attempt was closed for the `closing`th time. */
  async signed(attempt: AttemptId, closing: number): Promise<SignedHead> {
    return this.#signed.get(`${attempt}#${closing}`);
  }

  async seal(attempt: AttemptId, closing: number): Promise<SealedRecording> {
    const [{ starter }, stored] = await Promise.all([this.#deps.sealedPartOf(attempt), this.#deps.recordings.readAfter(attempt)]);
    const count = countUntilClosed(
      stored.map(({ entry }) => entry),
      closing,
    );
    return sealRecording(attempt, starter, stored.slice(0, count));
  }
}
