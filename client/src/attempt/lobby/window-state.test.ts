import { expect, it } from 'vitest';
import { windowState } from './window-state.ts';

const lobby = (opensIn: number, closesIn: number) => ({
  allottedMs: 7_200_000,
  window: { opensAt: 1_000_000, closesAt: 2_000_000, opensIn, closesIn },
});

it('[W1] opens by itself when its time has come', () => {
  expect(windowState(lobby(500, 1_000_500), 499)).toEqual({ kind: 'not-yet', opensInMs: 1 });
  expect(windowState(lobby(500, 1_000_500), 500).kind).toBe('open');
});

it('[W2] is over from its end on', () => {
  expect(windowState(lobby(0, 1_000), 999).kind).toBe('open');
  expect(windowState(lobby(0, 1_000), 1_000).kind).toBe('over');
});

it('[W3] names the end of a start now by the server’s clock', () => {
  expect(windowState(lobby(0, 600_000), 100_000)).toEqual({ kind: 'open', closesInMs: 500_000, endsAt: 1_500_000 + 7_200_000 });
});
