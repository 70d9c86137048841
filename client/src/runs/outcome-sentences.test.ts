import { OutcomeSchema, type Outcome, type RunTestStatus } from '@twohours/wire/job';
import { RunEndingSchema, type RunEnding } from '@twohours/wire/job-ending';
import { describe, expect, it } from 'vitest';
import { runSentence } from './outcome-sentences.ts';

const phases = { waitMs: 0, compileMs: 0, runMs: 0, totalMs: 0 };
const say = (ending: RunEnding) => runSentence({ phase: 'ended', ending, phases });
const ran = (outcome: Outcome, ...statuses: RunTestStatus[]): RunEnding => ({
  kind: 'ran',
  outcome,
  tests: statuses.map((status, index) => ({ package: '', name: `Test${index}`, status, elapsedMs: 1 })),
  diagnostics: [],
});
const exited = (exitCode: number): Outcome => ({ kind: 'exited', exitCode });

describe('what is said of a run', () => {
  it('[S1] has a sentence, and what to do next, for every way to end', () => {
    const outcomes: Outcome[] = [
      exited(0),
      { kind: 'timed-out', wallMs: 30_000 },
      { kind: 'out-of-memory', memoryBytes: 1 << 28 },
      { kind: 'too-much-output', outputBytes: 1 << 18 },
      { kind: 'too-many-processes', processes: 64 },
      { kind: 'cancelled' },
      { kind: 'faulted' },
    ];
    const endings: RunEnding[] = [
      { kind: 'refused', diagnostics: [] },
      { kind: 'not-compiled', diagnostics: [] },
      { kind: 'cancelled' },
      ...outcomes.map((outcome) => ran(outcome)),
    ];
    expect(new Set(outcomes.map((outcome) => outcome.kind)).size).toBe(OutcomeSchema.options.length);
    expect(new Set(endings.map((ending) => ending.kind)).size).toBe(RunEndingSchema.options.length);
    for (const ending of endings) {
      const { what, next } = say(ending);
      expect(what).toMatch(/^[A-Z].*\.$/);
      expect(next).toMatch(/^[A-Z].*\.$/);
      expect(`${what} ${next}`).not.toMatch(/undefined|NaN|\bnull\b/);
    }
  });

  it('[S2] never calls our fault theirs', () => {
    expect(runSentence({ phase: 'abandoned' })).toMatchObject({ mark: 'fault', what: expect.stringContaining('our fault') });
    expect(say(ran({ kind: 'faulted' })).mark).toBe('fault');
  });

  it('[S3] speaks of races before failures', () => {
    expect(say(ran(exited(1), 'raced', 'failed', 'passed'))).toMatchObject({ mark: 'raced', what: expect.stringContaining('and 1 test failed') });
    expect(say(ran(exited(1), 'failed', 'passed')).what).toBe('1 of 2 tests failed.');
  });

  it('[S4] says green only when every test passed', () => {
    expect(say(ran(exited(0), 'passed', 'passed'))).toMatchObject({ mark: 'passed', what: 'All 2 tests passed.' });
    expect(say(ran(exited(2), 'passed', 'passed')).mark).toBe('crashed');
    expect(say(ran(exited(0), 'passed', 'unfinished')).mark).toBe('crashed');
    expect(say(ran(exited(0))).mark).toBe('skipped');
  });

  it('[S5] names the place to begin at', () => {
    const diagnostics = [{ tool: 'compile' as const, path: 'a.go', line: 12, message: 'undefined: x' }];
    expect(say({ kind: 'not-compiled', diagnostics }).next).toContain('a.go, line 12');
  });
});
