import { createHash } from 'node:crypto';
import type { AttemptId } from '@twohours/wire/id';
import type { Staff } from '../http/who.ts';

type Reader = Pick<Staff, 'id'>;

/**
 * The reader's own order, so that no candidate is always the one who comes first. Each has a place that nothing else
 * has a part in: what comes and goes leaves the others in the order in which they were.
 */
export function inOrderOf<T extends { readonly attempt: AttemptId }>(reader: Reader, queued: readonly T[]): T[] {
  const places = new Map(queued.map(({ attempt }) => [attempt, placeOf(reader, attempt)]));
  const place = ({ attempt }: T) => places.get(attempt) ?? '';
  return queued.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
}

function placeOf(reader: Reader, attempt: AttemptId): string {
  return createHash('sha256').update(`${reader.id} ${attempt}`).digest('hex');
}
