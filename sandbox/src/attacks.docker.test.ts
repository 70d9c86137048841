import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobEventSchema } from '@twohours/wire/job';
import { JobEndingSchema } from '@twohours/wire/job-ending';
import type { Files } from '@twohours/wire/workspace';
import { hiddenPart } from './testing/exercise.ts';
import { Lab, outputOf, statuses } from './testing/lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(async () => {
  const left = await lab.containers();
  await lab.close();
  expect(left).toBe(0);
});

const COUNT = 'if sum.Count() != 2 { t.Fatal() }';
/** Hidden tests that all ask the same. */
function asking(body: string, ...names: readonly string[]) {
  const tests = names.map((name) => `func ${name}(t *testing.T) { ${body} }\n`);
  return hiddenPart({ 'sum_test.go': `package sum_test\n\nimport (\n\t"testing"\n\t"zmod/sum"\n)\n\n${tests.join('\n')}` }, names);
}

function visible(body: string, imports: readonly string[]): Files {
  const lines = ['testing', ...imports].map((path) => `\t"${path}"\n`).join('');
  return { 'sum.go': 'package sum\n', 'sum_test.go': `package sum\n\nimport (\n${lines})\n\nfunc TestX(t *testing.T) { ${body} }\n` };
}

describe('a race', () => {
  const RACY = `package sum

import "sync"

func work(wg *sync.WaitGroup, p *int) { defer wg.Done(); for range 100 { *p++ } }
func Count() int { var wg sync.WaitGroup; p := new(int); for range 4 { wg.Add(1); go work(&wg, p) }; wg.Wait(); return 2 }
`;

  it('[A1] that was provoked before the first test is charged to every test', async () => {
    const early = `${RACY}\nfunc init() { for range 20 { Count() } }\n`;
    const ending = await lab.grade({ 'sum.go': early }, asking(COUNT, 'TestOne', 'TestTwo', 'TestThree'));
    expect(statuses(ending)).toEqual({ TestOne: 'raced', TestTwo: 'raced', TestThree: 'raced' });
    expect(ending).toMatchObject({ containers: 1 });
    expect(outputOf(ending, 'TestThree')).toContain('before the first test');
  });

  it('[A2] in one test does not hide the same race in the next', async () => {
    const ending = await lab.grade({ 'sum.go': RACY }, asking(COUNT, 'TestOne', 'TestTwo', 'TestThree'));
    expect(statuses(ending)).toEqual({ TestOne: 'raced', TestTwo: 'raced', TestThree: 'raced' });
    expect(outputOf(ending, 'TestThree')).toContain('DATA RACE');
  });
});

describe('what is printed', () => {
  it.each([
    ['a test that took for ever', 'fmt.Print("\\x16=== RUN   TestY\\n\\x16--- PASS: TestY (" + strings.Repeat("9", 400) + "s)\\n")'],
    ['a failure on line 0', 'fmt.Print("\\x0f sum.go:0: bad\\x0e\\n", strings.Repeat("x", 1))'],
    ['a panic on line 0', 'fmt.Print("panic: x\\n\\n\\tsum.go:0\\n", strings.Repeat("x", 1))'],
    ['a panic on a line beyond all', 'fmt.Print("panic: x\\n\\n\\tsum.go:" + strings.Repeat("9", 400) + "\\n")'],
  ])('[A3] as %s makes no result that nobody can read', async (_, body) => {
    const events: unknown[] = [];
    const ending = await lab.run(visible(body, ['fmt', 'strings']), { actions: ['test'], onEvent: (event) => events.push(event) });
    expect(ending.kind).toBe('ran');
    const job = { kind: 'run', id: 'run_0000000000000000000000', try: 1, lease: 'lease-01', worker: 'w', ending };
    const phases = { waitMs: 0, compileMs: 0, runMs: 0, totalMs: 0 };
    expect(JobEndingSchema.safeParse(JSON.parse(JSON.stringify({ ...job, phases }))).error).toBeUndefined();
    for (const event of events) expect(JobEventSchema.safeParse(JSON.parse(JSON.stringify(event))).error).toBeUndefined();
  });

  it('[A4] as the name of a test is not repeated with everything that the test prints', async () => {
    const body = `fmt.Print("\\x16=== RUN   " + strings.Repeat("n", 200_000) + "\\n"); for range 20 { fmt.Println("x"); time.Sleep(60 * time.Millisecond) }`;
    let told = 0;
    const files = visible(body, ['fmt', 'strings', 'time']);
    await lab.run(files, { actions: ['test'], onEvent: (event) => (told += JSON.stringify(event).length) });
    expect(told).toBeLessThan(400_000);
  });
});

describe('sources that cost too much are not compiled, and are no fault of ours', () => {
  it('[A5] by time in our own program', async () => {
    const many = (name: string, imported: string) => `package ${name}\n\nimport (\n${`\t_ "zmod/sum/${imported}"\n`.repeat(14_000)})\n`;
    const files = { 'sum.go': many('sum', 'a'), 'a/a.go': many('a', 'b'), 'b/b.go': 'package b\n' };
    const ending = await lab.grade(files, asking('_ = 2', 'TestOne'));
    expect(ending).toMatchObject({ kind: 'not-compiled', diagnostics: [{ rule: 'resources' }] });
  });

  it('[A6] by the size of many programs', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `p${index}`);
    const test = (name: string) => `package ${name}\n\nimport (\n\t_ "net/http"\n\t"testing"\n)\n\nfunc TestX(t *testing.T) {}\n`;
    const files = Object.fromEntries(names.map((name) => [`${name}/p_test.go`, test(name)]));
    await expect(lab.run(files, { actions: ['test'] })).resolves.toMatchObject({ kind: 'not-compiled', diagnostics: [{ rule: 'resources' }] });
  });

  it('[A7] by what gofmt would make of them', async () => {
    const nested = (depth: number) => `package p\nfunc f() {\n${'{\n'.repeat(depth)}${'}\n'.repeat(depth)}}\n`;
    // As wide as its longest type is each line before its comment.
    const wide = `package p\ntype T struct {\n\tA [len("${'x'.repeat(40_000)}")]int // a\n${'\tB int // b\n'.repeat(9_000)}}\n`;
    // Deep before it begins, and then long.
    const broken = `package p\nfunc f() {${'{'.repeat(2_000)}_ = a +\n${'a +\n'.repeat(50_000)}a${'}'.repeat(2_000)}}\n`;
    const renumbered = `//line x:1000000000\n${broken.replace('\n', '\n//line x:1\n')}`;
    for (const text of [nested(3_000), nested(30_000), wide, broken, renumbered])
      await expect(lab.format(text)).resolves.toMatchObject({
        kind: 'format',
        ending: { kind: 'not-formatted', diagnostics: [{ rule: 'resources' }] },
      });
  });
});

describe('what is handed in', () => {
  it('[A8] as a file and a folder of the same name is refused', async () => {
    const files = { 'sum.go': 'package sum\n', a: '', 'a/b.go': 'package a\n' };
    await expect(lab.grade(files, asking('', 'TestOne'))).resolves.toMatchObject({ kind: 'refused', diagnostics: [{ path: 'a/b.go' }] });
  });

  it('[A9] with a mistake on every line is told the first few hundred', async () => {
    const ending = await lab.run({ 'sum.go': `package sum\n${'//go:x\n'.repeat(30_000)}` });
    expect(ending.kind === 'refused' && ending.diagnostics).toHaveLength(301);
  });

  it('[A10] cannot call the guard, whatever else the exercise allows', async () => {
    const files = { 'sum.go': 'package sum\n\nimport _ "aguard"\n' };
    await expect(lab.grade(files, asking('', 'TestOne'), { sealed: { imports: ['*'] } })).resolves.toMatchObject({
      kind: 'refused',
      diagnostics: [{ rule: 'import' }],
    });
  });

  it('[A11] cannot put limits on process 1', async () => {
    const limit = `package sum

import ("syscall"; "unsafe")

func Count() int {
	none := [2]uint64{}
	for pid, want := range map[uintptr]syscall.Errno{0: 0, 1: syscall.EPERM} {
		if _, _, errno := syscall.RawSyscall6(syscall.SYS_PRLIMIT64, pid, syscall.RLIMIT_CORE, uintptr(unsafe.Pointer(&none)), 0, 0, 0); errno != want { return 3 }
	}
	return 2
}
`;
    const ending = await lab.grade({ 'sum.go': limit }, asking(COUNT, 'TestOne'), { sealed: { imports: ['*'] } });
    expect(statuses(ending)).toEqual({ TestOne: 'passed' });
  });
});
