import { isWorkspaceEvent, type TimedEvent, type WorkspaceEvent } from '@twohours/wire/recording';
import type { Replay } from '@twohours/wire/replay';
import { countText, elapsedText } from '../ui/format.ts';

export type Edit = Extract<WorkspaceEvent, { kind: 'edit' }>;

export function isTyping(event: TimedEvent['event']): event is Edit {
  return isWorkspaceEvent(event) && event.kind === 'edit' && event.k !== 'paste';
}

/** Between two things that somebody does there is no longer pause while they are at it. */
const ACTIVE_MS = 60_000;

/** How long somebody was at it: all the time but the pauses. */
export function activeMsOf(replay: Replay): number {
  let [active, before] = [0, 0];
  for (const { at, event } of replay.events) {
    if (!isWorkspaceEvent(event) && event.kind !== 'run-started') continue;
    if (at - before <= ACTIVE_MS) active += at - before;
    before = at;
  }
  return active;
}

/** How much was typed in each of so many equal parts of a stretch of time, in characters. */
export function densityOf(replay: Replay, from: number, to: number, parts: number): number[] {
  const density = Array.from({ length: parts }, () => 0);
  for (let index = replay.countAt(from - 1); index < replay.events.length; index += 1) {
    const timed = replay.events[index];
    if (!timed || timed.at > to) break;
    if (timed.at < from || !isTyping(timed.event)) continue;
    const part = Math.min(parts - 1, Math.floor(((timed.at - from) / Math.max(1, to - from)) * parts));
    density[part] = (density[part] ?? 0) + timed.event.s.length + timed.event.d;
  }
  return density;
}

/** What is told of a place in a stretch of time (0 is its beginning, 1 its end): when that is, and how much was typed in its part. */
export function placeTold(density: readonly number[], { from, to }: { readonly from: number; readonly to: number }, place: number): string {
  const within = Math.max(0, Math.min(place, 1));
  const typed = density[Math.min(density.length - 1, Math.floor(within * density.length))] ?? 0;
  const when = elapsedText(from + within * (to - from));
  return typed === 0 ? when : `${when}, typed: ${countText(typed, 'character')} in or out`;
}
