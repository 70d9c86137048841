import { pause } from '../harness/clock.ts';
import type { Crowd, Heard } from './crowd.ts';
import { idealLatencies, overtakenMost } from './ideal.ts';
import { CORES } from './machine.ts';
import { rounded, spread } from './statistics.ts';
import { mustHavePassed } from './story.ts';

/** Runs in a second while there is always one more to do: each of the crowd presses once, a few at a time. */
export async function measureRunsPerSecond(crowd: Crowd): Promise<number> {
  const left = [...crowd.members];
  const ended: number[] = [];
  const press = async () => {
    for (let member = left.shift(); member; member = left.shift()) {
      const heard = await crowd.press(member);
      mustHavePassed(heard.run);
      ended.push(heard.endedAt);
    }
  };
  // Twice as many as slots: while one result travels, the next job waits already.
  await Promise.all(Array.from({ length: 2 * CORES }, press));
  const [first, last] = [Math.min(...ended), Math.max(...ended)];
  return ((ended.length - 1) / (last - first)) * 1_000;
}

/** All of the crowd press within a second, evenly. */
export async function pressTogether(crowd: Crowd): Promise<Heard[]> {
  const from = performance.now();
  const heard = await Promise.all(
    crowd.members.map(async (member, index) => {
      const due = from + (index * 1_000) / crowd.members.length;
      await pause(Math.max(0, due - performance.now()));
      return crowd.press(member);
    }),
  );
  for (const { run } of heard) mustHavePassed(run);
  return heard.toSorted((a, b) => a.pressedAt - b.pressedAt);
}

export function judgeBurst(heard: readonly Heard[], perSecond: number) {
  const ours = spread(heard.map(({ pressedAt, endedAt }) => endedAt - pressedAt));
  const pressed = heard.map(({ pressedAt }) => pressedAt);
  const ideal = spread(idealLatencies(pressed, perSecond));
  const lastMs = Math.max(...heard.map(({ endedAt }) => endedAt)) - Math.min(...pressed);
  return {
    value: rounded(ours.p95 / ideal.p95, 3),
    times: {
      ours,
      ideal,
      runsPerSecond: rounded(perSecond, 2),
      runsPerSecondInTheBurst: rounded((heard.length / lastMs) * 1_000, 2),
      candidates: heard.length,
      sawTheirPlace: heard.filter(({ places }) => places.length > 0).length,
      placesToldInAll: heard.reduce((sum, { places }) => sum + places.length, 0),
      placesThatGrew: heard.filter(({ places }) => places.some((place, index) => place > (places[index - 1] ?? Infinity))).length,
      overtakenMost: overtakenMost(heard),
    },
  };
}
