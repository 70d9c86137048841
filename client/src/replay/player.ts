import type { Replay } from '@twohours/wire/replay';

export const SPEEDS = [0.5, 1, 2, 4, 8, 16, 32] as const;
export type Speed = (typeof SPEEDS)[number];

export interface Playing {
  /** The moment that is shown, since Start. */
  readonly at: number;
  /** How many events there had been: several may share a moment. */
  readonly count: number;
  readonly isPlaying: boolean;
  readonly speed: Speed;
  readonly skipsIdle: boolean;
}

/** Nothing happened for longer than this: a pause, of which only the end is shown. */
const IDLE_MS = 3_000;
const BEFORE_NEXT_MS = 500;

/** What is shown a moment later. Every event on the way is passed, however fast it goes. */
export function advance(replay: Replay, now: Playing, elapsedMs: number): Playing {
  let left = elapsedMs * now.speed;
  let { at, count } = now;
  while (left > 0) {
    const next = replay.events[count];
    if (!next) return { ...now, at: replay.lengthMs, count, isPlaying: false };
    if (now.skipsIdle && next.at - at > IDLE_MS) at = next.at - BEFORE_NEXT_MS;
    const until = Math.min(left, next.at - at);
    at += until;
    left -= until;
    if (at >= next.at) count += 1;
    else break;
    // Those of the same moment come with it.
    while (replay.events[count]?.at === at) count += 1;
  }
  return { ...now, at, count };
}

/** A replay that plays, for whoever shows it. Time comes from outside, frame by frame. */
export class Player {
  readonly replay: Replay;
  readonly #listeners = new Set<() => void>();
  #now: Playing;

  /** At the end, unless a moment is given; of events that share it at the last, unless one is given. */
  constructor(replay: Replay, at = replay.lengthMs, event?: number) {
    this.replay = replay;
    const within = Math.max(0, Math.min(at, replay.lengthMs));
    const isOfThatMoment = event !== undefined && (replay.events[event - 1]?.at ?? 0) <= within && event <= replay.countAt(within);
    this.#now = { at: within, count: isOfThatMoment ? event : replay.countAt(within), isPlaying: false, speed: 4, skipsIdle: true };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly now = (): Playing => this.#now;

  seek(at: number): void {
    const within = Math.max(0, Math.min(at, this.replay.lengthMs));
    this.#set({ at: within, count: this.replay.countAt(within) });
  }

  /** To right after an event, counted from one; nought is before all of them. */
  toCount(count: number): void {
    const within = Math.max(0, Math.min(count, this.replay.events.length));
    this.#set({ at: this.replay.events[within - 1]?.at ?? 0, count: within, isPlaying: false });
  }

  /** From the beginning, where it has come to its end. */
  play(): void {
    const isAtEnd = this.#now.count >= this.replay.events.length;
    this.#set({ isPlaying: true, ...(isAtEnd && { at: 0, count: this.replay.countAt(-1) }) });
  }

  pause(): void {
    if (this.#now.isPlaying) this.#set({ isPlaying: false });
  }

  setSpeed(speed: Speed): void {
    this.#set({ speed });
  }

  setSkipsIdle(skipsIdle: boolean): void {
    this.#set({ skipsIdle });
  }

  frame(elapsedMs: number): void {
    if (this.#now.isPlaying) this.#set(advance(this.replay, this.#now, elapsedMs));
  }

  #set(change: Partial<Playing>): void {
    this.#now = { ...this.#now, ...change };
    for (const listener of this.#listeners) listener();
  }
}
