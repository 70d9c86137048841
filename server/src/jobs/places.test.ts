import type { RunPlace } from '@twohours/wire/run';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../fake-clock.ts';
import type { Heard } from './job-follower.ts';
import { Places } from './places.ts';

const ROUND_MS = 250;

function setUp() {
  const clock = new FakeClock();
  const heard = new Map<string, Heard>();
  const queue = { looks: 0, ids: [] as string[], duringLook: () => undefined as void };
  const places = new Places({
    queue: {
      waiting: async () => {
        queue.looks += 1;
        const seen = [...queue.ids];
        queue.duringLook();
        return seen;
      },
    },
    follower: { isFollowing: (id) => heard.has(id), heardOf: (id) => heard.get(id) },
    turns: { look: async () => undefined },
    clock,
    log: { error: () => expect.unreachable() },
  });
  const stop = new AbortController();
  const running = places.run(stop.signal);
  const told: Record<string, RunPlace[]> = {};
  const watch = async (id: string, last: Heard = { try: 0, n: 0 }) => {
    heard.set(id, last);
    told[id] ??= [];
    places.watch(id, (place) => told[id]?.push(place));
    await new Promise(setImmediate);
  };
  const end = async () => {
    stop.abort();
    await running;
  };
  return { clock, heard, queue, told, watch, end };
}

describe('places', () => {
  it('[Q1] are told when they change, and only then', async () => {
    const { clock, queue, told, watch, end } = setUp();
    queue.ids = ['run_a-1', 'grd_x-1', 'run_b-1'];
    for (const id of ['run_a', 'run_b']) await watch(id);
    await clock.advance(4 * ROUND_MS);
    expect(told).toEqual({ run_a: [{ try: 1, n: 0, ahead: 0 }], run_b: [{ try: 1, n: 0, ahead: 2 }] });
    queue.ids = ['run_b-1'];
    await clock.advance(4 * ROUND_MS);
    expect(told['run_b']?.map(({ ahead }) => ahead)).toEqual([2, 0]);
    expect(told['run_a']).toHaveLength(1);
    await end();
  });

  it('[Q2] are looked up once a round for all, and not at all while nobody is watched', async () => {
    const { clock, heard, queue, watch, end } = setUp();
    await clock.advance(3_000);
    expect(queue.looks).toBe(0);
    for (let n = 0; n < 50; n += 1) await watch(`run_${n}`);
    await clock.advance(4 * ROUND_MS);
    expect(queue.looks).toBe(4);
    heard.clear();
    await clock.advance(3_000);
    expect(queue.looks).toBe(4);
    await watch('run_late');
    await clock.advance(ROUND_MS);
    expect(queue.looks).toBe(5);
    await end();
  });

  it('[Q3] are void when something happened during the look, and told again after being put back', async () => {
    const { clock, heard, queue, told, watch, end } = setUp();
    queue.ids = ['run_a-1'];
    await watch('run_a');
    queue.duringLook = () => void heard.set('run_a', { try: 1, n: 1 });
    await clock.advance(ROUND_MS);
    expect(told['run_a']).toEqual([]);
    queue.duringLook = () => undefined;
    queue.ids = [];
    await clock.advance(ROUND_MS);
    queue.ids = ['run_a-1'];
    await clock.advance(ROUND_MS);
    expect(told['run_a']).toEqual([{ try: 1, n: 1, ahead: 0 }]);
    await end();
  });

  it('[Q3] of a new try are not after the events of the old one, and a page that asks again is told again', async () => {
    const { clock, queue, told, watch, end } = setUp();
    queue.ids = ['run_a-2'];
    await watch('run_a', { try: 1, n: 7 });
    await clock.advance(ROUND_MS);
    await watch('run_a', { try: 1, n: 7 });
    await clock.advance(ROUND_MS);
    expect(told['run_a']).toEqual([
      { try: 2, n: 0, ahead: 0 },
      { try: 2, n: 0, ahead: 0 },
    ]);
    await end();
  });
});
