import { describe, expect, it } from 'vitest';
import { remainingAt } from './countdown.ts';
import { FakeClock, settle } from './testing/fake-clock.ts';
import { TimeKeeper } from './time-keeper.ts';

const reading = (remainingMs: number) => ({ phase: 'active' as const, remainingMs, closesInMs: remainingMs + 5_000, now: 0 });

function setUp(remainingMs: number) {
  const clock = new FakeClock();
  const asked: PromiseWithResolvers<ReturnType<typeof reading>>[] = [];
  const link = {
    readClock: () => {
      const answer = Promise.withResolvers<ReturnType<typeof reading>>();
      asked.push(answer);
      return answer.promise;
    },
  };
  const stop = new AbortController();
  const view = { remainingMs, closesInMs: remainingMs + 5_000 };
  const keeper = new TimeKeeper(view, 0, link, clock, { changed: () => undefined, closed: () => undefined });
  void keeper.run(stop.signal);
  return { clock, asked, keeper, stop };
}

describe('the time keeper', () => {
  it('[K1] reads the clock each minute, and at once on waking up', async () => {
    const { clock, asked, keeper, stop } = setUp(3_600_000);
    await clock.advance(59_000);
    expect(asked).toHaveLength(0);
    keeper.wakeUp();
    await settle();
    expect(asked).toHaveLength(1);
    asked[0]?.resolve(reading(1_000_000));
    await settle();
    expect(remainingAt(keeper.time, clock.monotonic())).toBe(1_000_000);
    stop.abort();
  });

  it('[K2] believes a notice rather than a reading that was asked before it', async () => {
    const { clock, asked, keeper, stop } = setUp(60_000);
    keeper.wakeUp();
    await settle();
    keeper.hear({ remainingMs: 900_000, closesInMs: 905_000 });
    asked[0]?.resolve(reading(60_000));
    await settle();
    expect(remainingAt(keeper.time, clock.monotonic())).toBe(900_000);
    stop.abort();
  });

  it('[K3] says that time is up only when the server does, and that it cannot be asked after two seconds', async () => {
    const { clock, asked, keeper, stop } = setUp(1_000);
    await clock.advance(1_000);
    expect(keeper.zero).toBe('no');
    await clock.advance(2_000);
    expect(keeper.zero).toBe('unheard');
    await clock.advance(1_000);
    asked.at(-1)?.resolve(reading(0));
    await settle();
    expect(keeper.zero).toBe('time-up');
    stop.abort();
  });
});
