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
          player.setSpeed(speed);
          player.setSkipsIdle(skips);
          player.play();
          let before = player.now();
          for (let n = 0; player.now().isPlaying && n < 100_000; n += 1) {
            player.frame(frames[n % frames.length] ?? 16);
            const now = player.now();
            expect(now.count).toBeGreaterThanOrEqual(before.count);
            expect(now.at).toBeGreaterThanOrEqual(before.at);
            expect(now.count).toBe(player.replay.countAt(now.at));
            before = now;
          }
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
