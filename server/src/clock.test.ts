import { describe, expect, it } from 'vitest';
import { RedisClock, sleep } from './clock.ts';

/** Tells the time of a Redis that is away for the first `awayMs`, and answers at once from then on. */
function redisThatIsBackAfter(awayMs: number) {
  const back = sleep(awayMs);
  return {
    time: async () => {
      await back;
      const now = performance.timeOrigin + performance.now();
      return [String(Math.floor(now / 1000)), String(Math.floor((now % 1000) * 1000))] as never;
    },
  };
}

const errorOf = (clock: RedisClock) => Math.abs(clock.now() - (performance.timeOrigin + performance.now()));

describe('RedisClock', () => {
  it('[A3] is right although the first answer had to wait for the connection', async () => {
    const clock = new RedisClock(redisThatIsBackAfter(400));
    await clock.measure();
    expect(errorOf(clock)).toBeLessThan(50);
  });

  it('[A3] is not moved by a measurement that had to wait for Redis to come back', async () => {
    let redis = redisThatIsBackAfter(0);
    const clock = new RedisClock({ time: () => redis.time() });
    await clock.measure();
    redis = redisThatIsBackAfter(400);
    await clock.measure();
    expect(errorOf(clock)).toBeLessThan(50);
  });
});
