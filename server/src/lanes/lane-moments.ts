import { LengthSchema } from '@twohours/wire/time';
import type { Replay } from '@twohours/wire/replay';
import type { TimedEvent } from '@twohours/wire/recording';
import { filesOf } from '@twohours/wire/workspace';
import { z } from 'zod';
import { filesHash } from '../recordings/files-hash.ts';

/** More of them would cost more than they tell. */
export const MOST_MOMENTS = 24;

/** A moment of the replay at which hidden tests are run. */
export const LaneMomentSchema = z.strictObject({
  event: z.number().int().positive(),
  at: LengthSchema,
  /** Hash of the files that stood there. */
  files: z.string(),
});
export type LaneMoment = z.infer<typeof LaneMomentSchema>;

export interface LaneCandidate extends LaneMoment {
  /** Characters that came and went since the candidate before. */
  readonly changed: number;
}

/** Where somebody thought something worth looking at: every run, and what was handed in. */
export function laneCandidates(replay: Replay): LaneCandidate[] {
  const candidates: LaneCandidate[] = [];
  let changed = 0;
  for (const [index, { at, event }] of replay.events.entries()) {
    changed += sizeOf(replay, index, event);
    if (event.kind !== 'run-started' && event.kind !== 'closed') continue;
    const count = index + 1;
    candidates.push({ event: count, at, files: filesHash(filesOf(replay.workspaceAfter(count))), changed });
    changed = 0;
  }
  return candidates;
}

function sizeOf(replay: Replay, index: number, event: TimedEvent['event']): number {
  if ('s' in event && typeof event.s === 'string' && 'd' in event) return event.s.length + Number(event.d);
  if ('text' in event && typeof event.text === 'string') return event.text.length;
  if (event.kind === 'deleted' && 'f' in event) return replay.workspaceAfter(index).get(String(event.f))?.text.length ?? 0;
  return 0;
}

/**
 * In order, so many at most, the first and the last among them. Where nothing changed from one to the next, the first stands
 * for both; then whichever changed least since the one before goes, and what it changed counts for the one after it.
 */
export function chooseMoments(candidates: readonly LaneCandidate[], most: number = MOST_MOMENTS): LaneMoment[] {
  const kept = candidates.filter(({ files }, index) => files !== candidates[index - 1]?.files);
  while (kept.length > most) {
    const [least, next] = leastChange(kept);
    kept.splice(least, 2, { ...next, changed: next.changed + (kept[least]?.changed ?? 0) });
  }
  return kept.map(({ event, at, files }) => ({ event, at, files }));
}

/** Never the first or the last. */
function leastChange(kept: readonly LaneCandidate[]): [number, LaneCandidate] {
  let least = 1;
  for (let index = 2; index < kept.length - 1; index += 1) if ((kept[index]?.changed ?? 0) < (kept[least]?.changed ?? 0)) least = index;
  const next = kept[least + 1];
  if (!next) throw new Error('there are no three moments to choose from');
  return [least, next];
}

/**
 * The last, the first, then what lies in the middle of what is left, again and again: whenever the budget ends, what is known
 * is spread over the whole attempt.
 */
export function inRunningOrder<T>(moments: readonly T[]): T[] {
  const last = moments.length - 1;
  const order = [...new Set([last, 0])];
  let gaps: [number, number][] = [[0, last]];
  while (gaps.length > 0) {
    const wide = gaps.filter(([from, to]) => to - from > 1);
    const middles = wide.map(([from, to]) => [from, (from + to) >> 1, to] as const);
    order.push(...middles.map(([, middle]) => middle));
    gaps = middles.flatMap(([from, middle, to]): [number, number][] => [
      [from, middle],
      [middle, to],
    ]);
  }
  return order.flatMap((index) => moments[index] ?? []);
}
