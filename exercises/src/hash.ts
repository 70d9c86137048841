import { createHash } from 'node:crypto';
import type { ExerciseHashes } from '@twohours/wire/exercise';

/** Names one part of a published exercise by its bytes. */
export function hashOf(part: Uint8Array): string {
  return createHash('sha256').update(part).digest('hex');
}

/** The hash of an exercise is that of its three parts' hashes, in this order. */
export function hashesOf(parts: { open: Uint8Array; sealed: Uint8Array; hidden: Uint8Array }): ExerciseHashes {
  const open = hashOf(parts.open);
  const sealed = hashOf(parts.sealed);
  const hidden = hashOf(parts.hidden);
  return { exercise: hashOf(Buffer.from(`${open}\n${sealed}\n${hidden}\n`)), open, sealed, hidden };
}
