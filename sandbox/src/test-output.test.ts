import { describe, expect, it } from 'vitest';
import type { RunTest } from '@twohours/wire/job';
import { TestOutput } from './test-output.ts';
import { failureDiagnostic, Traces } from './traces.ts';

const V = '\u0016';
const failure = (text: string) => `\u000F${text}\u000E\n`;

function readAll(text: string, size = text.length) {
  const seen: string[] = [];
  const texts: string[] = [];
  const failures: string[] = [];
  const output = new TestOutput('pkg', {
    test: ({ name, status }: RunTest) => seen.push(`${name} ${status}`),
    text: (part, test) => texts.push(`${test ?? '-'}: ${part}`),
    failure: (part, test) => failures.push(`${test ?? '-'}: ${part}`),
  });
  for (let at = 0; at < text.length; at += size) output.feed(text.slice(at, at + size));
  return { tests: output.finish(), seen, texts, failures };
}

const RUN = `${V}=== RUN   TestA\nhello\n${V}=== RUN   TestA/part\n${failure('    a_test.go:3: wrong\n        by two')}half${V}--- FAIL: TestA/part (0.01s)\n${V}--- FAIL: TestA (1.25s)\n${V}=== RUN   TestB\n${V}--- SKIP: TestB (0.00s)\n${V}FAIL\n`;

describe('the output of a test program', () => {
  it('[T5] tells each test’s status and whose words are whose, however it is cut', () => {
    for (const size of [1, 3, RUN.length]) {
      const { tests, seen, texts, failures } = readAll(RUN, size);
      expect(seen).toEqual(['TestA running', 'TestA/part running', 'TestA/part failed', 'TestA failed', 'TestB running', 'TestB skipped']);
      expect(tests[0]).toEqual({ package: 'pkg', name: 'TestA', status: 'failed', elapsedMs: 1_250 });
      expect(failures).toEqual(['TestA/part:     a_test.go:3: wrong\n        by two']);
      const words = texts.map((text) => text.slice(text.indexOf(': ') + 2)).join('');
      expect(words).toBe('hello\n    a_test.go:3: wrong\n        by two\nhalf');
    }
  });

  it('[T13] is not looked through again with every byte of a line that does not end', () => {
    for (const begin of [V, 'x\u001B']) expect(readAll(begin + (begin === V ? 'x' : '\u001B').repeat(200_000), 1).tests).toEqual([]);
  }, 5_000);

  it('[T14] takes no name from it that is longer than names are, and no number that JSON cannot hold', () => {
    const name = 'n'.repeat(501);
    expect(readAll(`${V}=== RUN   ${name}\nhello\n${V}--- PASS: ${name} (0.00s)\n`)).toMatchObject({ tests: [], texts: ['-: hello\n'] });
    expect(readAll(`${V}--- PASS: TestA (${'9'.repeat(400)}s)\n`).tests).toEqual([]);
  });

  it('[T6] shows words without a line end at once', () => {
    const texts: string[] = [];
    const output = new TestOutput('', { test: () => undefined, failure: () => undefined, text: (part) => texts.push(part) });
    output.feed('name? ');
    expect(texts).toEqual(['name? ']);
    output.feed(`${V}=== RUN   TestA\n`);
    expect(texts).toEqual(['name? ']);
  });

  it('[T7] a test whose failure is a race has raced, and so has the one around it', () => {
    const text = `${V}=== RUN   TestA\n${V}=== RUN   TestA/part\n${failure('    testing.go:1: race detected during execution of test')}${V}--- FAIL: TestA/part (0.00s)\n${V}--- FAIL: TestA (0.00s)\n`;
    expect(readAll(text).tests.map(({ status }) => status)).toEqual(['raced', 'raced']);
  });

  it('[T8] a test that did not come to its end is unfinished', () => {
    expect(readAll(`${V}=== RUN   TestA\npanic: boom\n`).tests).toEqual([{ package: 'pkg', name: 'TestA', status: 'unfinished', elapsedMs: 0 }]);
  });

  it('[T9] what tests log is no framing', () => {
    const { seen, texts } = readAll(`${V}=== RUN   TestA\nlogged \u001B${V}--- PASS: TestA (0.00s)\n`);
    expect(seen).toEqual(['TestA running', 'TestA unfinished']);
    expect(texts.join('')).toContain(`${V}--- PASS`);
  });
});

describe('places', () => {
  const paths = new Set(['sum.go', 'a_test.go', 'inner/x.go']);
  const race = `==================\nWARNING: DATA RACE\nRead at 0x00c000012345 by goroutine 8:\n  zmod/sum.f()\n      sync/mutex.go:3 +0x1\n  zmod/sum.g()\n      sum.go:8 +0x44\n\nPrevious write at 0x00c000012345 by goroutine 7:\n  zmod/sum.h()\n      inner/x.go:11 +0xbd\n\nGoroutine 8 (running) created at:\n  zmod/sum.Race()\n      a_test.go:7 +0x99\n==================\n`;

  it('[T10] a race is told at both of its places', () => {
    const traces = new Traces(paths);
    for (const character of race) traces.feed(character);
    expect(traces.finish().map(({ tool, path, line, message }) => [tool, path, line, message.slice(0, 41)])).toEqual([
      ['race', 'sum.go', 8, 'Data race: this read and the write at inn'],
      ['race', 'inner/x.go', 11, 'Data race: this write and the read at sum'],
    ]);
  });

  it('[T11] a panic is told where the candidate’s files come in', () => {
    const traces = new Traces(paths);
    traces.feed(
      'panic: boom [recovered, repanicked]\n\ngoroutine 7 [running]:\ntesting.tRunner.func1()\n\ttesting/testing.go:1 +0x1\nzmod/sum.f(...)\n\t./sum.go:5\nzmod/sum.g()\n\t./a_test.go:9 +0x1\n',
    );
    expect(traces.finish()).toEqual([{ tool: 'panic', path: 'sum.go', line: 5, message: 'panic: boom [recovered, repanicked]' }]);
  });

  it('[T12] a failure is told where it was said, if that is in the workspace', () => {
    expect(failureDiagnostic('    x_test.go:7: wrong\n        by two\n', 'inner', new Set(['inner/x_test.go']))).toEqual({
      tool: 'test',
      path: 'inner/x_test.go',
      line: 7,
      message: 'wrong\nby two',
    });
    expect(failureDiagnostic('    testing.go:7: race detected', '', paths)).toBeUndefined();
  });
});
