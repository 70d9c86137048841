import { expect, it } from 'vitest';
import { outcomeOf } from './outcome.ts';
import type { StageEnd } from './run-stage.ts';
import { LIMITS } from './testing/exercise.ts';

const TIMEOUT_MS = 9_000;
const report = { type: 'ended' as const, program: 0, code: 0, outOfMemory: 0, outOfProcesses: 0, wallMs: 10, cpuMs: 1, maxMemory: 1 };
const end = (change: Partial<StageEnd>): StageEnd => ({ how: 'exited', exitCode: 0, isOutOfMemory: false, reports: [report], ...change });
const kind = (change: Partial<StageEnd>, programs = 1) => outcomeOf(end(change), LIMITS, programs, TIMEOUT_MS).kind;

it('[O1] says the first that holds of output, memory, processes, time and exit', () => {
  const everything = { ...report, code: 2, outOfMemory: 1, outOfProcesses: 1, wallMs: TIMEOUT_MS };
  expect(kind({ how: 'too-much-output', isOutOfMemory: true, reports: [everything] })).toBe('too-much-output');
  expect(kind({ how: 'timed-out', isOutOfMemory: true, reports: [] })).toBe('out-of-memory');
  expect(kind({ reports: [everything] })).toBe('out-of-memory');
  expect(kind({ reports: [{ ...everything, outOfMemory: 0 }] })).toBe('too-many-processes');
  expect(kind({ reports: [{ ...everything, outOfMemory: 0, outOfProcesses: 0 }] })).toBe('timed-out');
  expect(kind({ how: 'timed-out', reports: [] })).toBe('timed-out');
  expect(kind({ how: 'cancelled', reports: [] })).toBe('cancelled');
});

it('[O2] takes a test program’s own exit, the first that is not 0', () => {
  expect(outcomeOf(end({ reports: [report, { ...report, code: 1 }, { ...report, code: 2 }] }), LIMITS, 3, TIMEOUT_MS)).toEqual({
    kind: 'exited',
    exitCode: 1,
  });
  expect(kind({ reports: [{ ...report, wallMs: TIMEOUT_MS }] })).toBe('exited');
});

it('[O3] is a fault of ours when process 1 left no word', () => {
  expect(() => kind({ exitCode: 0, reports: [] })).toThrow('no word');
  expect(() => kind({ reports: [report] }, 2)).toThrow('no word');
  expect(() => kind({ reports: [{ ...report, code: 125, error: 'exec format error' }] })).toThrow('exec format error');
});
