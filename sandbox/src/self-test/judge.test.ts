import type { JobEvent, TestVerdict } from '@twohours/wire/job';
import type { GradingEnding, JobEnding } from '@twohours/wire/job-ending';
import { expect, it } from 'vitest';
import { NOTES } from '../verdicts.ts';
import { judgeForgery, judgeHidden, judgeVisible } from './judge.ts';
import { HIDDEN_PROBES } from './probes.ts';

const base = { try: 1, lease: 'self-test', worker: 'w' };
const phases = { waitMs: 0, compileMs: 0, runMs: 0, totalMs: 0 };
const graded = (ending: GradingEnding): JobEnding => ({ kind: 'grade', id: 'grd_1', ...base, state: 0, ending, phases, image: 'sha256:1' });
const faulted: JobEnding = { kind: 'faulted', of: 'grade', id: 'grd_1', ...base, reason: 'the engine is gone' };

/** As everything should be, but for some. */
function tests(change: Record<string, Partial<TestVerdict>> = {}): GradingEnding {
  const expected = HIDDEN_PROBES.flatMap((probe) => probe.expected);
  const verdicts = expected.map(({ test, status, note }) => ({
    id: test,
    status,
    elapsedMs: 1,
    output: note === undefined ? 'seen: all well\n' : NOTES[note],
    ...change[test],
  }));
  return { kind: 'tests', tests: verdicts, containers: 5 };
}
const held = (ending: JobEnding) => judgeHidden(ending).filter((result) => result.held !== 'held');

it('[ST5] each class is held only if every test of it came to what it must', () => {
  expect(held(graded(tests()))).toEqual([]);
  expect(held(graded(tests({ TestKernel: { status: 'failed', output: 'wrong: ptrace: allowed\n    x.go:1: bad\n' } })))).toMatchObject([
    { class: 'kernel', held: 'not-held', seen: 'ptrace: allowed' },
  ]);
  // A wrong answer that passes is as bad as a right one that fails.
  expect(held(graded(tests({ TestProduct: { status: 'passed' } })))).toMatchObject([{ class: 'verdicts', held: 'not-held' }]);
  expect(held(graded(tests({ TestRace: { status: 'passed' } })))).toMatchObject([{ class: 'races', held: 'not-held' }]);
  expect(held(graded(tests({ TestFindsNoMark: { status: 'failed', output: 'wrong: mark was left in /tmp' } })))).toMatchObject([
    { class: 'single use', seen: 'mark was left in /tmp' },
  ]);
});

it('[ST6] an end counts only if it was told as what it was', () => {
  const untold = { TestMemory: { output: NOTES.crashed }, TestFlood: { output: `wrong: 8 MiB could be printed\n${NOTES.crashed}` } };
  expect(held(graded(tests(untold)))).toMatchObject([
    { class: 'memory', held: 'not-held' },
    { class: 'output', held: 'not-held', seen: '8 MiB could be printed' },
  ]);
});

it('[ST7] what did not get so far is untried, which is not held', () => {
  expect(held(graded(tests({ TestNetwork: { status: 'not-reached' }, TestFiles: { status: 'timed-out' } })))).toMatchObject([
    { class: 'network', held: 'untried' },
    { class: 'files', held: 'untried' },
  ]);
  expect(held(faulted)).toHaveLength(HIDDEN_PROBES.length);
  expect(held(faulted)[0]).toMatchObject({ held: 'untried', seen: 'the engine is gone' });
  expect(held(graded({ kind: 'tampered', evidence: 'a record' }))[0]).toMatchObject({ held: 'not-held' });
});

it('[ST8] a forgery is held only where it is told as one', () => {
  expect(judgeForgery(graded({ kind: 'tampered', evidence: '' })).held).toBe('held');
  expect(judgeForgery(graded(tests()))).toMatchObject({ held: 'not-held', seen: expect.stringContaining('believed') });
  expect(judgeForgery(graded({ kind: 'not-compiled', diagnostics: [] })).held).toBe('untried');
  expect(judgeForgery(faulted).held).toBe('untried');
});

it('[ST9] the visible run hands back its nonce, has a fixed environment, and is told as timed out', () => {
  const outcome = { kind: 'timed-out' as const, wallMs: 2_500 };
  const tests = [{ package: '', name: 'TestHandedIn', status: 'passed' as const, elapsedMs: 1 }];
  const visible = (change: object = {}, text = 'nonce: 123\nenvironment: HOME LANG\n') => {
    const events: JobEvent[] = [{ type: 'output', stream: 'stdout', text }];
    const ending = { kind: 'ran' as const, outcome, tests, diagnostics: [], ...change };
    return judgeVisible({ kind: 'run', id: 'run_1', ...base, ending, phases }, events, '123').map((result) => result.held);
  };
  expect(visible()).toEqual(['held', 'held', 'held']);
  expect(visible({}, 'nonce: 124\nenvironment: HOME REDIS_URL\n')).toEqual(['not-held', 'not-held', 'held']);
  expect(visible({ outcome: { kind: 'exited', exitCode: 0 } })).toEqual(['held', 'held', 'not-held']);
  expect(visible({ tests: [] }, '')).toEqual(['untried', 'untried', 'held']);
  expect(judgeVisible(faulted, [], '123').map((result) => result.held)).toEqual(['untried', 'untried', 'untried']);
});
