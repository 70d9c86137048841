import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TrialEnding } from '@twohours/wire/job-ending';
import type { Files } from '@twohours/wire/workspace';
import { systemClock } from './clock.ts';
import { LIMITS } from './testing/exercise.ts';
import { Lab } from './testing/lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(async () => {
  const left = await lab.containers();
  await lab.close();
  expect(left).toBe(0);
});

const REFERENCE = `package sum

import "sync"

func Add(a, b int) int {
	return a + b
}

func Total(all []int) (total int) {
	var wait sync.WaitGroup
	var lock sync.Mutex
	for _, n := range all {
		wait.Go(func() {
			lock.Lock()
			total += n
			lock.Unlock()
		})
	}
	wait.Wait()
	return total
}
`;

function mistake(name: string, from: string, to: string): Files {
  const lines = REFERENCE.split('\n');
  const at = lines.findIndex((line) => line.trim() === from);
  const indent = /^\t*/.exec(lines[at] ?? '')?.[0] ?? '';
  const patch = `--- a/sum.go\n+++ b/sum.go\n@@ -${at},2 +${at},2 @@\n ${lines[at - 1]}\n-${lines[at]}\n+${indent}${to}\n`;
  return { [`rejected/${name}/why.md`]: 'catches: TestX\n\nIt is wrong.\n', [`rejected/${name}/mistake.patch`]: patch };
}

const SOLUTIONS: Files = {
  'reference/sum.go': REFERENCE,
  'reference/sum_test.go': 'package sum_test\n\nthis is not Go, and nobody is to compile it\n',
  ...mistake('forgets-to-lock', 'lock.Lock()', '_ = &lock'),
  ...mistake('hangs', 'return a + b', 'select {}'),
  ...mistake('panics', 'return a + b', 'panic("boom")'),
  ...mistake('subtracts', 'return a + b', 'return a - b'),
};
/** An external test file; each body may use `t` and `sum`. */
function tests(bodies: Readonly<Record<string, string>>, imports: readonly string[] = [], rest = ''): Files {
  const lines = ['testing', 'zmod/sum', ...imports].map((path) => `\t"${path}"\n`).join('');
  const functions = Object.entries(bodies).map(([name, body]) => `func ${name}(t *testing.T) { ${body} }\n`);
  return { 'own_test.go': `package sum_test\n\nimport (\n${lines})\n\nvar _ = sum.Add\n\n${rest}\n${functions.join('\n')}` };
}

const ADDS = { TestAdds: 'if got := sum.Add(2, 3); got != 5 { t.Errorf("2 + 3 is %d", got) }' };
const OWN = { 'sum.go': 'package sum\n\nfunc Add(a, b int) int { return 5 }\n\nfunc Total(all []int) int { return 0 }\n' };

const statusOf = (ending: TrialEnding) => ending.reference?.kind;

describe("a candidate's own tests", () => {
  it('[OT1] catch a mistake by failing, by a panic, and by a race', async () => {
    const own = tests({ ...ADDS, TestTotals: 'if sum.Total([]int{1, 2, 3}) != 6 { t.Error("no") }' });
    const names = ['reference', 'rejected/panics', 'rejected/subtracts', 'rejected/forgets-to-lock'];
    await expect(lab.trial({ ...OWN, ...own }, SOLUTIONS, names)).resolves.toMatchObject({
      reference: { kind: 'passes', passed: 2, leftOut: [] },
      mistakes: [
        { name: 'rejected/panics', isCaught: true },
        { name: 'rejected/subtracts', isCaught: true },
        { name: 'rejected/forgets-to-lock', isCaught: true },
      ],
    });
  });

  it('[OT2] catch what they fail on every time, and not what they pass once', async () => {
    // Whoever begins before then fails, and takes until then.
    const then = systemClock.now() + 8_000;
    const once = tests(
      { TestOnce: `if early := time.Until(time.UnixMilli(${then})); sum.Add(2, 3) != 5 && early > 0 { time.Sleep(early); t.Fatal("no") }` },
      ['time'],
    );
    await expect(lab.trial({ ...OWN, ...once }, SOLUTIONS, ['rejected/subtracts'])).resolves.toMatchObject({
      mistakes: [{ name: 'rejected/subtracts', isCaught: false }],
    });
  });

  it('[OT3] have ten seconds each time, or what a run has; on a mistake that hangs they have caught it', async () => {
    const limits = { ...LIMITS, wallMs: 2_000 };
    await expect(lab.trial({ ...OWN, ...tests(ADDS) }, SOLUTIONS, ['rejected/hangs'], { sealed: { limits } })).resolves.toMatchObject({
      mistakes: [{ name: 'rejected/hangs', isCaught: true }],
    });
    const slow = tests({ TestSlow: 'time.Sleep(11 * time.Second)' }, ['time']);
    const long = { sealed: { limits: { ...LIMITS, wallMs: 60_000 } } };
    await expect(lab.trial({ ...OWN, ...slow }, SOLUTIONS, ['reference'], long)).resolves.toMatchObject({
      reference: { kind: 'fails', outcome: { kind: 'timed-out', wallMs: 10_000 }, tests: [{ name: 'TestSlow', status: 'unfinished' }] },
    });
  });

  it('[OT4] that fail on the reference are told by name, line and output, and tried on nothing else', async () => {
    const own = tests({
      ...ADDS,
      TestFine: 't.Log("nobody reads this")',
      TestWrong: 't.Run("part", func(t *testing.T) { t.Errorf("got %d", sum.Add(1, 1)) })',
    });
    const ending = await lab.trial({ ...OWN, ...own }, SOLUTIONS, ['reference', 'rejected/subtracts']);
    expect(ending).toMatchObject({
      reference: {
        kind: 'fails',
        outcome: { kind: 'exited', exitCode: 1 },
        tests: [
          { name: 'TestWrong', status: 'failed' },
          { name: 'TestWrong/part', status: 'failed' },
        ],
        diagnostics: [{ tool: 'test', path: 'own_test.go', line: expect.any(Number), message: 'got 2' }],
        output: expect.stringMatching(/own_test.go:\d+: got 2/),
      },
      mistakes: [],
    });
    expect(JSON.stringify(ending)).not.toContain('nobody reads this');
  });

  it('[OT5] that do not compile elsewhere are told on their line', async () => {
    const own = tests({ TestMine: 'if sum.OnlyMine() != 1 { t.Error("no") }' });
    const mine = { 'sum.go': `${OWN['sum.go']}\nfunc OnlyMine() int { return 1 }\n` };
    await expect(lab.trial({ ...mine, ...own }, SOLUTIONS, ['reference', 'rejected/subtracts'])).resolves.toMatchObject({
      reference: {
        kind: 'not-compiled',
        diagnostics: [{ tool: 'compile', path: 'own_test.go', line: expect.any(Number), message: expect.stringContaining('OnlyMine') }],
      },
      mistakes: [],
    });
  });

  it('[OT6] have to have run: a program that ends before them, or skips them all, passes nothing', async () => {
    const exits = tests(ADDS, ['os'], 'func init() { os.Exit(0) }');
    const skips = tests({ TestSkips: 't.Skip("not today")' });
    const main = tests(ADDS, ['os'], 'func TestMain(m *testing.M) { os.Exit(0) }');
    const none = { 'own_test.go': 'package sum_test\n' };
    for (const own of [exits, skips, main, none]) {
      expect(statusOf(await lab.trial({ ...OWN, ...own }, SOLUTIONS, ['reference', 'rejected/subtracts'])), own['own_test.go']).toBe('nothing-ran');
    }
    expect(statusOf(await lab.trial(OWN, SOLUTIONS, ['reference']))).toBe('no-tests');
  });

  it('[OT7] are those of package sum_test in the root folder; others are left out, and said to be', async () => {
    const files = {
      ...OWN,
      ...tests(
        {
          ...ADDS,
          TestReads: 'if b, err := os.ReadFile("testdata/in.txt"); err != nil || string(b) != "3" { t.Fatal(err) }',
          TestReadsNoSource: 'if _, err := os.ReadFile("sum.go"); err == nil { t.Fatal("the solution can be recognised") }',
        },
        ['os'],
      ),
      'testdata/in.txt': '3',
      'inside_test.go': 'package sum\n\nimport "testing"\n\nfunc TestInside(t *testing.T) { t.Fatal("of another solution") }\n',
      'mine/mine.go': 'package mine\n',
      'mine/mine_test.go': 'package mine_test\n\nimport "testing"\n\nfunc TestMine(t *testing.T) {}\n',
    };
    await expect(lab.trial(files, SOLUTIONS, ['reference'])).resolves.toMatchObject({
      reference: { kind: 'passes', passed: 3, leftOut: ['inside_test.go', 'mine/mine_test.go'] },
    });
  });

  it('[OT8] are under the source policy, as in every run of theirs', async () => {
    const own = tests(ADDS, [], 'var _ = unsafe.Pointer(nil)');
    const ruled = { 'own_test.go': own['own_test.go']?.replace('"testing"', '"testing"\n\t"unsafe"') ?? '' };
    await expect(lab.trial({ ...OWN, ...ruled }, SOLUTIONS, ['reference'])).resolves.toMatchObject({
      reference: { kind: 'refused', diagnostics: [{ tool: 'policy', path: 'own_test.go' }] },
    });
  });

  it('[OT9] give the slot back after a slice, in the middle of a solution too, and go on from there', async () => {
    const own = tests({ TestSlow: 'time.Sleep(6 * time.Second); if sum.Add(2, 3) != 5 { t.Error("no") }' }, ['time']);
    const from = performance.now();
    const first = await lab.trialSlice({ ...OWN, ...own }, SOLUTIONS, ['rejected/subtracts', 'rejected/panics']);
    expect(first).toEqual({ mistakes: [], underWay: { name: 'rejected/subtracts', times: 1 } });
    expect(performance.now() - from).toBeGreaterThan(6_000);
    const last = { name: 'rejected/subtracts', times: 2 };
    await expect(lab.trialSlice({ ...OWN, ...own }, SOLUTIONS, ['rejected/subtracts', 'rejected/panics'], last)).resolves.toEqual({
      mistakes: [{ name: 'rejected/subtracts', isCaught: true }],
    });
  });

  it('[OT10] tell nothing of it while it goes on, and it ends when it is told to', async () => {
    const stop = new AbortController();
    const types: string[] = [];
    const own = tests({ TestSlow: 't.Log("it said so"); time.Sleep(8 * time.Second)' }, ['time']);
    void systemClock.sleep(3_000, stop.signal).then(() => stop.abort());
    const onEvent = ({ type }: { type: string }) => void types.push(type);
    await expect(lab.trialSlice({ ...OWN, ...own }, SOLUTIONS, ['reference'], undefined, { signal: stop.signal, onEvent })).rejects.toThrow(
      'faulted',
    );
    expect(types).toEqual(['picked-up']);
  });

  it('[OT11] of a process exercise find the solution’s programs, and its files as they are there', async () => {
    const node = (answer: string) => `package main\n\nimport (\n\t"fmt"\n\t"os"\n)\n\nfunc main() {\n\tfmt.Print(${answer})\n\tos.Exit(0)\n}\n`;
    const patch = (path: string, from: string, to: string) => `--- a/${path}\n+++ b/${path}\n@@ -9,1 +9,1 @@\n-${from}\n+${to}\n`;
    const why = 'catches: TestX\n\nIt is wrong.\n';
    const solutions = {
      'reference/cmd/node/main.go': node('"ready"'),
      'reference/deploy.yaml': 'replicas: 3\n',
      'rejected/answers/mistake.patch': patch('cmd/node/main.go', '\tfmt.Print("ready")', '\tfmt.Print("no")'),
      'rejected/answers/why.md': why,
      'rejected/replicas/mistake.patch': patch('deploy.yaml', 'replicas: 3', 'replicas: 0').replaceAll('9,1', '1,1'),
      'rejected/replicas/why.md': why,
    };
    const own = {
      'cmd/node/main.go': node('"of the candidate"'),
      'deploy.yaml': 'replicas: 7\n',
      'own_test.go': `package sum_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

func TestNode(t *testing.T) {
	if out, err := exec.Command(os.Getenv("TWOHOURS_BIN") + "/node").Output(); err != nil || string(out) != "ready" {
		t.Fatalf("%q, %v", out, err)
	}
}

func TestReplicas(t *testing.T) {
	if text, err := os.ReadFile("deploy.yaml"); err != nil || strings.Contains(string(text), "0") {
		t.Fatalf("%q, %v", text, err)
	}
}
`,
    };
    const starter = { 'go.mod': 'module zmod/sum\n\ngo 1.27\n' };
    const sealed = { kind: 'process' as const, imports: ['*'], starter, readOnly: ['go.mod'], limits: { ...LIMITS, processes: 96 } };
    await expect(lab.trial(own, solutions, ['reference', 'rejected/answers', 'rejected/replicas'], { sealed })).resolves.toMatchObject({
      reference: { kind: 'passes', passed: 2 },
      mistakes: [{ isCaught: true }, { isCaught: true }],
    });
  });
});
