import { expect, it } from 'vitest';
import type { Pressed } from './desk.ts';
import { phasesOf } from './phases.ts';
import type { Told } from './story.ts';

const test = (status: 'running' | 'passed') => ({ type: 'test', test: { package: '', name: 'TestA', status, elapsedMs: 0 } }) as const;
const told: Told[] = [
  { at: 1_030, atMs: 0, event: { type: 'picked-up' } },
  { at: 1_400, atMs: 370, event: test('running') },
  { at: 1_405, atMs: 375, event: test('passed') },
];
const pressed = {
  watched: {
    clickedAt: 1_000,
    cancelledAt: undefined,
    shown: [
      { at: 1_040, status: 'Compiling and checking.', tests: 'Tests' },
      { at: 1_410, status: 'Running', tests: 'Tests 0/1' },
      { at: 1_420, status: 'Running', tests: 'Tests 1/1' },
      { at: 1_500, status: 'All passed.', tests: 'Tests 1/1' },
    ],
    found: [],
    endedAt: 1_500,
  },
} as unknown as Pressed;

const container = 'c';

it('[BE9] phases are all of the time between the click and the last test event, each once', () => {
  const seen = [
    { tool: 'compile', container, from: 1_060, to: 1_100 },
    { tool: 'link', container, from: 1_110, to: 1_300 },
    { tool: 'vet', container, from: 1_310, to: 1_480 },
    { tool: 'program', container, from: 1_350, to: 1_450 },
  ] as const;
  const { phases, beside } = phasesOf(pressed, told, seen) ?? {};
  expect(phases).toEqual({ queue: 30, prepare: 30, compile: 50, link: 190, handOver: 50, startUp: 50, tests: 5, streamToPage: 15 });
  expect(Object.values(phases ?? {}).reduce((sum, ms) => sum + ms, 0)).toBe(420);
  expect(beside).toEqual({ vet: 170, vetAfterLastTest: 60, lastTestToEnded: 80 });
});

it('[BE10] of a program that is not built again, everything before its start is handing over', () => {
  const { phases } = phasesOf(pressed, told, [{ tool: 'program', container, from: 1_350, to: 1_450 }]) ?? {};
  expect(phases).toEqual({ queue: 30, prepare: 0, compile: 0, link: 0, handOver: 320, startUp: 50, tests: 5, streamToPage: 15 });
  expect(phasesOf(pressed, told, [])).toBeUndefined();
});
