import type { RunTest } from '@twohours/wire/job';
import { expect, test } from 'vitest';
import { runTold } from './run-words.ts';

const phases = { waitMs: 0, compileMs: 0, runMs: 0, totalMs: 0 };
const visible = (name: string, status: RunTest['status']): RunTest => ({ package: '', name, status, elapsedMs: 0 });
const ran = (exitCode: number, ...tests: RunTest[]) =>
  runTold({ phase: 'ended', phases, ending: { kind: 'ran', outcome: { kind: 'exited', exitCode }, tests, diagnostics: [] } });

test('[UI9] a subtest is counted with its parent', () => {
  expect(ran(0, visible('TestA', 'passed'), visible('TestA/one', 'passed'))).toEqual({ kind: 'passed', word: '1 of 1 passed' });
});

test('[UI9] tests that all passed do not hide that the program failed', () => {
  expect(ran(1, visible('TestA', 'passed')).kind).toBe('failed');
  expect(ran(2).word).toBe('Ended with code 2');
});

test('[UI9] a race is told as a race', () => {
  expect(ran(1, visible('TestA', 'raced'), visible('TestB', 'passed'))).toEqual({ kind: 'raced', word: '1 of 2 passed, with a data race' });
});

test('[UI9] our fault is never told as a failure of theirs', () => {
  expect(runTold({ phase: 'abandoned' }).kind).toBe('fault');
  expect(runTold({ phase: 'ended', phases, ending: { kind: 'ran', outcome: { kind: 'faulted' }, tests: [], diagnostics: [] } }).kind).toBe('fault');
});
