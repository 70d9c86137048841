import type { RecordedEntry } from '@twohours/wire/recording';
import { Replay } from '@twohours/wire/replay';
import { aRecording, starter } from '@twohours/wire/testing/recordings';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, Player, SPEEDS } from './player.ts';

const typed = (...moments: number[]): RecordedEntry[] =>
  moments.map((at, index) => ({ v: 1, at, seq: index + 1, epoch: 1, events: [{ kind: 'edit', f: 's2', o: 0, d: 0, s: 'x', ago: 0 }] }));
const playerOf = (...moments: number[]) => {
  const player = new Player(new Replay(starter, typed(...moments)), 0);
  player.setSkipsIdle(false);
  player.setSpeed(1);
  return player;
};

/** Longer than that is a pause, of which so much at its end is shown. */
const [PAUSE_MS, END_OF_PAUSE_MS] = [3_000, 500];

/** How much is shown until a moment, of all the time that it took: pauses by their ends alone, where they are skipped. */
function shownBy({ events }: Replay, skips: boolean): (at: number, count: number) => number {
  const moments = [0, ...events.map(({ at }) => at)];
  const shown = [0];
  const within = (index: number, at: number) => {
    const [begin = 0, end = begin] = moments.slice(index, index + 2);
    return Math.max(0, at - (skips && end - begin > PAUSE_MS ? end - END_OF_PAUSE_MS : begin));
  };
  for (const [index, { at }] of events.entries()) shown.push((shown[index] ?? 0) + within(index, at));
  return (at, count) => (shown[count] ?? 0) + within(count, at);
}

describe('a player', () => {
  it('[UI16] passes every event in order, at any speed and with frames of any length, and stops at the end', () => {
    fc.assert(
      fc.property(
        aRecording,
        fc.constantFrom(...SPEEDS),
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1 }),
        (entries, speed, skips, frames) => {
          const player = new Player(new Replay(starter, entries), 0);
          const { events } = player.replay;
          player.setSpeed(speed);
          player.setSkipsIdle(skips);
          player.play();
          let before = player.now();
          const shown = shownBy(player.replay, skips);
          const all = shown(player.replay.lengthMs, events.length);
          const passed = events.slice(0, before.count);
          for (let n = 0; player.now().isPlaying && n < 100_000; n += 1) {
            const frame = frames[n % frames.length] ?? 16;
            player.frame(frame);
            const now = player.now();
            // As much as the frame has room for: no moment more, and before the end none less.
            expect(shown(now.at, now.count)).toBe(Math.min(all, shown(before.at, before.count) + speed * frame));
            const between = events.slice(before.count).filter(({ at }) => at <= now.at);
            expect(events.slice(before.count, now.count)).toEqual(between);
            passed.push(...between);
            before = now;
          }
          expect(passed).toEqual(events);
          expect(player.now()).toMatchObject({ isPlaying: false, count: player.replay.events.length, at: player.replay.lengthMs });
        },
      ),
    );
  });

  it('[UI16] keeps the recorded rhythm, and shows only the end of a pause where it is to skip them', () => {
    const player = playerOf(1_000, 1_500, 60_000);
    player.play();
    player.frame(1_200);
    expect(player.now()).toMatchObject({ at: 1_200, count: 1 });
    player.setSkipsIdle(true);
    player.frame(400);
    expect(player.now()).toMatchObject({ at: 59_600, count: 2 });
    player.frame(400);
    expect(player.now()).toMatchObject({ at: 60_000, count: 3 });
  });

  it('[UI16] goes twice as fast at twice the speed, and begins anew once it has ended', () => {
    const player = playerOf(1_000, 2_000);
    player.setSpeed(2);
    player.play();
    player.frame(600);
    expect(player.now()).toMatchObject({ at: 1_200, count: 1 });
    player.frame(10_000);
    expect(player.now().isPlaying).toBe(false);
    player.play();
    expect(player.now()).toMatchObject({ at: 0, count: 0, isPlaying: true });
  });

  it('[UI16] steps by events that share a moment', () => {
    const player = playerOf(1_000, 1_000, 2_000);
    player.toCount(1);
    expect(player.now()).toMatchObject({ at: 1_000, count: 1 });
    expect(advance(player.replay, { ...player.now(), isPlaying: true }, 1)).toMatchObject({ count: 2 });
    player.seek(1_000);
    expect(player.now().count).toBe(2);
  });

  it('[UI21] begins where its address says, also among events that share a moment, and never outside', () => {
    const replay = new Replay(starter, typed(1_000, 1_000, 2_000));
    expect(new Player(replay).now()).toMatchObject({ at: 2_000, count: 3 });
    expect(new Player(replay, 1_000).now()).toMatchObject({ at: 1_000, count: 2 });
    expect(new Player(replay, 1_000, 1).now()).toMatchObject({ at: 1_000, count: 1 });
    expect(new Player(replay, 1_000, 3).now()).toMatchObject({ at: 1_000, count: 2 });
    expect(new Player(replay, 9_999_999, 77).now()).toMatchObject({ at: 2_000, count: 3 });
  });
});
