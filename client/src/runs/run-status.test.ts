import type { RunView } from '@twohours/wire/run';
import { expect, it } from 'vitest';
import { emptyPicture, withEntries, withPlace, type RunPicture } from './run-picture.ts';
import { runStatus } from './run-status.ts';

const run: RunView = { id: 'run_0123456789abcdefghijkl', number: 1, atMs: 0, state: { phase: 'queued' } };
const say = (picture: RunPicture | undefined) => runStatus({ busy: { kind: 'idle' }, run: picture, isCancelling: false });
const waiting = (ahead: number | undefined, attempt = 1) =>
  withPlace(emptyPicture(run), { try: attempt, n: 0, ...(ahead === undefined ? {} : { ahead }) });

it('[S6] says how many are in front while a run waits, and nothing of a line before that is known', () => {
  expect(say(emptyPicture(run))?.what).toBe('Starting.');
  expect(say(waiting(3))?.what).toBe('Waiting in line: 3 runs before yours.');
  expect(say(waiting(1))?.what).toBe('Waiting in line: 1 run before yours.');
  expect(say(waiting(0))?.what).toBe('Next in line.');
});

it('[S7] says that it is tried again, that it is our fault, and where it stands', () => {
  expect(say(waiting(undefined, 2))).toEqual({
    mark: 'fault',
    what: 'Trying again.',
    next: 'Something failed on our side, not in your code. It is tried again in a moment.',
  });
  expect(say(waiting(0, 3))?.next).toContain('Next in line.');
  const again = waiting(0, 2);
  const compiling = again && withEntries(again, [{ try: 2, n: 1, atMs: 0, event: { type: 'compiling' } }]);
  expect(say(compiling)).toMatchObject({ mark: 'running', what: 'Compiling and checking.' });
});
