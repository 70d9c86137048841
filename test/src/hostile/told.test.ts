import type { JobEvent } from '@twohours/wire/job';
import type { GradingEnding, RunEnding } from '@twohours/wire/job-ending';
import { describe, expect, it } from 'vitest';
import { ExpectSchema } from './case.ts';
import { complaints, undeserved, type Told } from './told.ts';

const ran = (change: Partial<Extract<RunEnding, { kind: 'ran' }>> = {}): RunEnding => ({
  kind: 'ran',
  outcome: { kind: 'exited', exitCode: 1 },
  tests: [{ package: '', name: 'TestOne', status: 'passed', elapsedMs: 1 }],
  diagnostics: [],
  ...change,
});
const refused: RunEnding = { kind: 'refused', diagnostics: [{ tool: 'policy', rule: 'directive', path: 'sum.go', line: 7, message: 'Remove it.' }] };
const graded = (status: 'passed' | 'failed', output = ''): GradingEnding => ({
  kind: 'tests',
  tests: [{ id: 'TestOne', status, elapsedMs: 1, output }],
  containers: 1,
});
const printed = (text: string): JobEvent => ({ type: 'output', stream: 'stdout', text });

function judge(kind: 'run' | 'grade', expected: unknown, ending: Told['ending'], events: readonly JobEvent[] = []): string[] {
  return complaints({ kind, expect: ExpectSchema.parse(expected) }, { events, ending });
}

describe('what a program led to', () => {
  it('[H7] is compared with all that its case says', () => {
    const expected = { ending: 'ran', outcome: 'exited', tests: { TestOne: 'passed' }, says: ['one'], never: ['two'] };
    expect(judge('run', expected, ran(), [printed('one')])).toEqual([]);
    expect(judge('run', expected, ran({ outcome: { kind: 'timed-out', wallMs: 1 }, tests: [] }), [printed('two')])).toEqual([
      'its outcome was timed-out',
      'TestOne is missing, not passed',
      'nothing says "one"',
      'something says "two"',
    ]);
    expect(judge('run', { ending: 'ran', outcome: ['exited', 'timed-out'] }, refused)).toEqual(['it ended as refused, not as ran']);
    expect(judge('run', { ending: 'refused', rule: 'directive', at: 'sum.go:7' }, refused)).toEqual([]);
    expect(judge('run', { ending: 'refused', rule: 'directive', at: 'sum.go:8' }, refused)).toEqual([
      'no diagnostic names the rule directive at sum.go:8',
    ]);
  });

  it('[H8] of a grading is every test, and no other', () => {
    expect(judge('grade', { ending: 'tests', tests: { TestOne: 'failed' } }, graded('passed'))).toEqual(['TestOne is passed, not failed']);
    expect(judge('grade', { ending: 'tests', tests: {} }, graded('failed'))).toEqual(['TestOne has a verdict that nobody expected']);
    const deserved = (expected: object, status: 'passed' | 'failed') =>
      undeserved({ expect: ExpectSchema.parse(expected) }, { events: [], ending: graded(status) });
    expect(deserved({ ending: 'tests', tests: { TestOne: 'failed' } }, 'passed')).toEqual(['TestOne passed']);
    expect(deserved({ ending: 'tampered' }, 'passed')).toEqual(['TestOne passed']);
    expect(deserved({ ending: 'tests', tests: { TestOne: 'passed' } }, 'passed')).toEqual([]);
    expect(deserved({ ending: 'tampered' }, 'failed')).toEqual([]);
  });

  it("[H9] shows a candidate nothing of staff's", () => {
    const expected = { ending: 'tests', tests: { TestOne: 'failed' }, says: ['canary'], unseen: ['canary'] };
    expect(judge('grade', expected, graded('failed', 'a canary'))).toEqual([]);
    expect(judge('grade', expected, graded('failed', 'a canary'), [printed('the canary')])).toEqual(['a candidate can see "canary"']);
  });

  it('[H10] holds nothing that a terminal or a page obeys, and can be read by whoever reads it', () => {
    const expected = { ending: 'ran', outcome: 'exited' };
    for (const text of ['\u001B[2J', '\u0000', '\u202E', '\u009B', '\u061C', '\u{E0041}'])
      expect(judge('run', expected, ran(), [printed(text)]), JSON.stringify(text)).toEqual([expect.stringContaining('a control character is told')]);
    expect(judge('run', expected, ran({ outcome: { kind: 'exited', exitCode: 0.5 } }))).toEqual([
      expect.stringContaining('the ending is not one of ours'),
    ]);
    expect(judge('run', expected, ran(), [{ type: 'output-cut', bytes: 0.5 }])).toEqual([expect.stringContaining('an event of type output-cut')]);
    expect(
      judge(
        'run',
        expected,
        ran(),
        Array.from({ length: 300 }, () => printed('x'.repeat(8_000))),
      ),
    ).toEqual([expect.stringContaining('characters are told, more than')]);
  });
});
