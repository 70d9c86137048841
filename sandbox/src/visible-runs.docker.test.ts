import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobEvent } from '@twohours/wire/job';
import type { RunEnding } from '@twohours/wire/job-ending';
import type { Files } from '@twohours/wire/workspace';
import { LIMITS } from './testing/exercise.ts';
import { Lab, type RunOptions } from './testing/lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(async () => {
  const left = await lab.containers();
  await lab.close();
  expect(left).toBe(0);
});

async function ran(files: Files, options: RunOptions = {}): Promise<Extract<RunEnding, { kind: 'ran' }>> {
  const ending = await lab.run(files, options);
  if (ending.kind !== 'ran') throw new Error(`ended as ${JSON.stringify(ending)}`);
  return ending;
}

const tests = (body: string, imports = '') => `package sum\n\nimport (\n"testing"\n${imports})\n\n${body}\n`;
const statusOf = (ending: Extract<RunEnding, { kind: 'ran' }>) => Object.fromEntries(ending.tests.map(({ name, status }) => [name, status]));
const printed = (events: readonly JobEvent[]) => events.map((event) => (event.type === 'output' ? event.text : '')).join('');

describe('an honest run', () => {
  const files: Files = {
    'sum.go':
      'package sum\n\nimport "fmt"\n\nvar shared int\n\n// Add adds.\nfunc Add(a, b int) int {\n\treturn a + b\n}\n\nfunc hello() { fmt.Printf("%d\\n", "five") }\n\nfunc Race() {\n\tdone := make(chan bool)\n\tgo func() {\n\t\tshared++\n\t\tdone <- true\n\t}()\n\tshared++\n\t<-done\n}\n',
    'sum_test.go':
      'package sum_test\n\nimport (\n\t"fmt"\n\t"testing"\n\n\t"zmod/sum"\n)\n\nfunc TestPasses(t *testing.T) { fmt.Println("hello") }\n\nfunc TestFails(t *testing.T) {\n\tt.Run("part", func(t *testing.T) {\n\t\tt.Errorf("Add gave %d", sum.Add(1, 2))\n\t})\n}\n\nfunc TestSkips(t *testing.T) { t.Skip("later") }\n\nfunc TestRaces(t *testing.T) { sum.Race() }\n\nfunc ExampleAdd() {\n\tfmt.Println(sum.Add(1, 2))\n\t// Output: 4\n}\n',
  };

  it('[V1] tells each test, each place and each finding', async () => {
    const events: JobEvent[] = [];
    const ending = await ran(files, { onEvent: (event) => events.push(event) });
    expect(ending.outcome).toEqual({ kind: 'exited', exitCode: 1 });
    expect(statusOf(ending)).toEqual({
      TestPasses: 'passed',
      TestFails: 'failed',
      'TestFails/part': 'failed',
      TestSkips: 'skipped',
      TestRaces: 'raced',
      ExampleAdd: 'failed',
    });
    const at = ending.diagnostics.map(({ tool, rule, path, line }) => [tool, rule, path, line]);
    expect(at).toContainEqual(['vet', 'printf', 'sum.go', 12]);
    expect(at).toContainEqual(['test', undefined, 'sum_test.go', 14]);
    expect(at).toContainEqual(['race', undefined, 'sum.go', 17]);
    expect(at).toContainEqual(['race', undefined, 'sum.go', 20]);
    expect(ending.diagnostics.find(({ tool }) => tool === 'test')?.message).toBe('Add gave 3');
    expect(events.slice(0, 2)).toEqual([{ type: 'picked-up' }, { type: 'compiling' }]);
    expect(events.filter((event) => event.type === 'started')).toHaveLength(1);
    expect(events).toContainEqual({ type: 'output', stream: 'stdout', test: 'TestPasses', text: 'hello\n' });
    const ofPasses = events.flatMap((event) => (event.type === 'test' && event.test.name === 'TestPasses' ? [event.test.status] : []));
    expect(ofPasses).toEqual(['running', 'passed']);
  });

  it('[V2] runs vet alone when that is all that was asked for', async () => {
    const ending = await ran(files, { actions: ['vet'] });
    expect(ending).toMatchObject({ outcome: { kind: 'exited', exitCode: 0 }, tests: [] });
    expect(ending.diagnostics.map(({ tool }) => tool)).toEqual(['vet']);
  });

  it('[V3] compiles and tests several packages, internal and external tests, and lets them read files beside them', async () => {
    const ending = await ran({
      'sum.go': 'package sum\n\nimport "zmod/sum/inner"\n\nvar secret = inner.Two()\n',
      'export_test.go': 'package sum\n\nvar Secret = secret\n',
      'sum_test.go':
        'package sum_test\n\nimport ("testing"; "zmod/sum"; "zmod/sum/helper")\n\nfunc TestRoot(t *testing.T) { if sum.Secret != 2 || helper.Four() != 4 { t.Fatal() } }\n',
      'helper/helper.go': 'package helper\n\nimport "zmod/sum"\n\nfunc Four() int { _ = sum.Unused; return 4 }\n',
      'unused.go': 'package sum\n\nconst Unused = 0\n',
      'inner/inner.go': 'package inner\n\nfunc Two() int { return 2 }\n',
      'inner/inner_test.go':
        'package inner\n\nimport ("os"; "testing")\n\nfunc TestInner(t *testing.T) { text, err := os.ReadFile("testdata/two.txt"); if err != nil || string(text) != "2" { t.Fatal(err) } }\n',
      'inner/testdata/two.txt': '2',
    });
    expect(ending.tests.map(({ package: dir, name, status }) => [dir, name, status])).toEqual([
      ['', 'TestRoot', 'passed'],
      ['inner', 'TestInner', 'passed'],
    ]);
  });

  it('[V4] leaves loopback, a clock of its own and nothing else to a test', async () => {
    const body = `
func TestLoopback(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "hi") }))
	defer server.Close()
	answer, err := http.Get(server.URL)
	if err != nil { t.Fatal(err) }
	body, _ := io.ReadAll(answer.Body)
	if string(body) != "hi" { t.Fatal(string(body)) }
}
func TestBubble(t *testing.T) { synctest.Test(t, func(t *testing.T) { time.Sleep(24 * time.Hour) }) }
func TestNoNetwork(t *testing.T) {
	if _, err := net.DialTimeout("tcp", "1.1.1.1:53", time.Second); err == nil { t.Fatal("reached") }
	interfaces, _ := net.Interfaces()
	if len(interfaces) > 1 { t.Fatal(interfaces) }
}
func TestNothingToWrite(t *testing.T) {
	for _, path := range []string{"/job/t0", "/job/src/sum_test.go", "/init", "/etc/passwd", "/new"} {
		if file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o600); err == nil { file.Close(); t.Error(path) }
	}
	if os.Getuid() < 20000 { t.Error(os.Getuid()) }
	if _, err := os.ReadFile("/proc/1/mem"); err == nil { t.Error("process 1 can be read") }
	if _, err := os.Open("/proc/1/fd/0"); err == nil { t.Error("process 1's descriptors can be opened") }
}
func TestNoSyscallsForMischief(t *testing.T) {
	for name, number := range map[string]uintptr{"ptrace": 101, "unshare": 272, "io_uring_setup": 425, "memfd_create": 319, "keyctl": 250, "personality": 135, "process_vm_readv": 310, "bpf": 321, "mount": 165} {
		if _, _, errno := syscall.Syscall(number, 0, 0, 0); errno != syscall.EPERM { t.Error(name, errno) }
	}
	for _, family := range []int{16, 40} {
		if _, err := syscall.Socket(family, syscall.SOCK_STREAM, 0); err != syscall.EPERM { t.Error(family, err) }
	}
}
func TestStandardInputIsEmpty(t *testing.T) { if text, err := io.ReadAll(os.Stdin); len(text) > 0 || err != nil { t.Error(string(text), err) } }
`;
    const imports = ['io', 'net', 'net/http', 'net/http/httptest', 'os', 'syscall', 'testing/synctest', 'time'];
    const ending = await ran({ 'a_test.go': tests(body, imports.map((path) => `"${path}"\n`).join('')) });
    expect(ending.diagnostics).toEqual([]);
    expect(new Set(ending.tests.map(({ status }) => status))).toEqual(new Set(['passed']));
    expect(ending.tests).toHaveLength(6);
  });
});

describe('what does not compile', () => {
  it('[V5] is told with its place, a syntax error and a type error alike', async () => {
    await expect(lab.run({ 'sum.go': 'package sum\n\nfunc Add() int { return missing }\n' })).resolves.toEqual({
      kind: 'not-compiled',
      diagnostics: [{ tool: 'compile', path: 'sum.go', line: 3, column: 25, message: 'undefined: missing' }],
    });
    await expect(lab.run({ 'sum.go': 'package sum\n\nfunc {\n' })).resolves.toMatchObject({
      kind: 'not-compiled',
      diagnostics: [{ path: 'sum.go', line: 3, column: 6 }],
    });
    await expect(lab.run({ 'sum.go': 'package sum\n\nimport "zmod/sum/nowhere"\n' })).resolves.toMatchObject({
      kind: 'not-compiled',
      diagnostics: [{ path: 'sum.go', line: 3 }],
    });
  });

  it('[V6] is refused by the source policy on its line, with the rule and what to do', async () => {
    const ending = await lab.run({
      'sum.go': 'package sum\n\nimport "os/exec"\n\n//go:norace\nfunc f() { exec.Command("x") }\n',
      'other.txt': 'not Go',
    });
    expect(ending).toMatchObject({
      kind: 'refused',
      diagnostics: [
        { tool: 'policy', rule: 'import', path: 'sum.go', line: 3, column: 8, message: expect.stringContaining('may import: ') },
        { tool: 'policy', rule: 'directive', path: 'sum.go', line: 5, column: 1, message: expect.stringContaining('Remove this line') },
      ],
    });
  });

  it('[V7] is told when it is too large', async () => {
    const array = await lab.run({
      'sum.go': 'package sum\n\nvar X = [1 << 28]byte{1: 1}\n',
      'sum_test.go': tests('func TestX(t *testing.T) { _ = X }'),
    });
    expect(array).toMatchObject({ kind: 'not-compiled', diagnostics: [{ rule: 'resources' }] });
  });
});

describe('what ends badly', () => {
  it('[V8] a panic names its place, and the test that it interrupted is unfinished', async () => {
    const ending = await ran(
      {
        'sum.go': 'package sum\n\nfunc Boom() {\n\tvar m map[string]int\n\tgo func() {\n\t\tm["x"] = 1\n\t}()\n\tselect {}\n}\n',
        'a_test.go': tests('func TestBoom(t *testing.T) { Boom() }\nfunc TestAfter(t *testing.T) {}'),
      },
      { actions: ['test'] },
    );
    expect(ending.outcome).toEqual({ kind: 'exited', exitCode: 2 });
    expect(statusOf(ending)).toEqual({ TestBoom: 'unfinished' });
    expect(ending.diagnostics).toEqual([{ tool: 'panic', path: 'sum.go', line: 6, message: 'panic: assignment to entry in nil map' }]);
  });

  it('[V9] a loop without end is timed out, with what it was doing', async () => {
    const ending = await ran(
      { 'a_test.go': tests('func TestLoop(t *testing.T) {\n\tfor i := 0; ; i++ {\n\t\t_ = i\n\t}\n}') },
      { sealed: { limits: { ...LIMITS, wallMs: 2_000 } }, actions: ['test'] },
    );
    expect(ending.outcome).toEqual({ kind: 'timed-out', wallMs: 2_000 });
    expect(statusOf(ending)).toEqual({ TestLoop: 'unfinished' });
    expect(ending.diagnostics[0]).toMatchObject({ tool: 'panic', message: expect.stringContaining('test timed out after') });
  });

  it('[V10] a program that will not end is killed', async () => {
    const body = 'func TestMain(m *testing.M) { signal.Ignore(); for { time.Sleep(time.Second) } }';
    const ending = await ran(
      { 'a_test.go': tests(body, '"os/signal"\n"time"\n') },
      { sealed: { limits: { ...LIMITS, wallMs: 1_500 } }, actions: ['test'] },
    );
    expect(ending.outcome).toEqual({ kind: 'timed-out', wallMs: 1_500 });
  });

  it('[V11] memory, recursion, threads and output have their own outcomes', async () => {
    const limits = { ...LIMITS, memoryBytes: 128 * 1024 ** 2, processes: 32, outputBytes: 128 * 1024 };
    const bomb = async (body: string, imports = '') => ran({ 'a_test.go': tests(body, imports) }, { sealed: { limits }, actions: ['test'] });
    const memory = await bomb(
      'var all [][]byte\nfunc TestMemory(t *testing.T) { for { b := make([]byte, 1<<20); for i := range b { b[i] = 1 }; all = append(all, b) } }',
    );
    expect(memory.outcome).toEqual({ kind: 'out-of-memory', memoryBytes: limits.memoryBytes });
    const recursion = await bomb('func f(n int) int { return f(n+1) + 1 }\nfunc TestRecursion(t *testing.T) { f(0) }');
    expect(recursion.outcome).toEqual({ kind: 'exited', exitCode: 2 });
    expect(recursion.diagnostics[0]).toMatchObject({ tool: 'panic', path: 'a_test.go', message: 'fatal error: stack overflow' });
    const threads = await bomb(
      'func TestThreads(t *testing.T) { for range 100 { go func() { runtime.LockOSThread(); select {} }() }; time.Sleep(5 * time.Second) }',
      '"runtime"\n"time"\n',
    );
    expect(threads.outcome).toEqual({ kind: 'too-many-processes', processes: limits.processes });
  });

  it('[V12] a flood ends soon after its limit, and its first and last words are kept', async () => {
    const events: JobEvent[] = [];
    const started = performance.now();
    const ending = await ran(
      {
        'a_test.go': tests(
          'func TestFlood(t *testing.T) { fmt.Println("first"); for { fmt.Println("more and more and more and more and more") } }',
          '"fmt"\n',
        ),
      },
      { onEvent: (event) => events.push(event), actions: ['test'] },
    );
    expect(ending.outcome).toEqual({ kind: 'too-much-output', outputBytes: LIMITS.outputBytes });
    expect(performance.now() - started).toBeLessThan(LIMITS.wallMs);
    const text = printed(events);
    expect(text).toMatch(/^first\nmore/);
    expect(text.length).toBeLessThan(70 * 1024);
    expect(events.findIndex((event) => event.type === 'output-cut')).toBeGreaterThan(0);
  });

  it('[V13] escapes are shown, not obeyed', async () => {
    const events: JobEvent[] = [];
    await ran(
      {
        'a_test.go': tests(
          'func TestEscapes(t *testing.T) { fmt.Print("\\x1b[31mred\\x1b[0m \\x1b]52;c;Z\\x07 \\x00\\xff \\u202e\\n\\x16--- PASS: TestForged (0.00s)\\n") }',
          '"fmt"\n',
        ),
      },
      { onEvent: (event) => events.push(event), actions: ['test'] },
    );
    expect(printed(events)).toBe('red ␛]52;c;Z␇ ␀� �\n');
  });

  it('[V14] leaving early is an exit without its tests', async () => {
    const ending = await ran({ 'a_test.go': tests('func init() { os.Exit(0) }\nfunc TestNever(t *testing.T) {}', '"os"\n') }, { actions: ['test'] });
    expect(ending).toMatchObject({ outcome: { kind: 'exited', exitCode: 0 }, tests: [] });
  });
});

describe('cancelling', () => {
  const sleeper = { 'a_test.go': tests('func TestSleep(t *testing.T) { time.Sleep(time.Minute) }', '"time"\n') };

  it('[V15] ends a running program within a second', async () => {
    const stop = new AbortController();
    let cancelledAt = 0;
    const ending = await ran(sleeper, {
      signal: stop.signal,
      actions: ['test'],
      onEvent: (event) => {
        if (event.type !== 'test') return;
        cancelledAt = performance.now();
        stop.abort();
      },
    });
    expect(performance.now() - cancelledAt).toBeLessThan(1_000);
    expect(ending).toMatchObject({ outcome: { kind: 'cancelled' }, tests: [{ name: 'TestSleep', status: 'unfinished' }] });
  });

  it('[V16] before anything ran, is cancelled as a whole', async () => {
    await expect(lab.run(sleeper, { signal: AbortSignal.abort() })).resolves.toEqual({ kind: 'cancelled' });
    const stop = new AbortController();
    const ending = lab.run(sleeper, { signal: stop.signal, onEvent: (event) => event.type === 'compiling' && setImmediate(() => stop.abort()) });
    await expect(ending).resolves.toEqual({ kind: 'cancelled' });
  });
});

describe('gofmt', () => {
  it('[V17] formats a file, or says where it cannot be read', async () => {
    await expect(lab.format('package sum\nfunc  f( ) {}')).resolves.toMatchObject({
      kind: 'format',
      ending: { kind: 'formatted', text: 'package sum\n\nfunc f() {}\n' },
    });
    await expect(lab.format('package sum\nfunc f( {}')).resolves.toMatchObject({
      ending: { kind: 'not-formatted', diagnostics: [{ path: 'sum.go', line: 2 }] },
    });
  });
});
