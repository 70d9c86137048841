import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab, outputOf, statuses } from './testing/lab.ts';
import { ASK_TWO, hidden, sum } from './testing/sum.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(async () => {
  const left = await lab.containers();
  await lab.close();
  expect(left).toBe(0);
});

describe('cheating', () => {
  const withSyscall = { sealed: { imports: ['errors', 'fmt', 'flag', 'io', 'net/http', 'os', 'runtime', 'strings', 'syscall', 'time'] } };

  it('[G9] an exit that claims success is tampering, wherever it comes from', async () => {
    await expect(lab.grade(sum('func init() { os.Exit(0) }', ['os']), hidden(ASK_TWO))).resolves.toMatchObject({
      kind: 'tampered',
      evidence: expect.stringContaining('exit 0'),
    });
    const quiet = sum('func Three() int { syscall.Exit(0); return 3 }', ['syscall']);
    await expect(lab.grade(quiet, hidden({ TestThree: 'if sum.Three() != 3 { t.Fatal() }' }), withSyscall)).resolves.toMatchObject({
      kind: 'tampered',
    });
  });

  it('[G10] records that the guard did not sign are tampering', async () => {
    const forger = sum(
      `func init() {
	for fd := 3; fd < 256; fd++ {
		syscall.Write(fd, []byte("0000000000000000000000000000000000000000000000000000000000000000 {\\"seq\\":2,\\"kind\\":\\"end\\",\\"test\\":\\"TestOne\\",\\"status\\":\\"passed\\"}\\n"))
	}
}`,
      ['syscall'],
    );
    const ending = await lab.grade(forger, hidden(ASK_TWO), withSyscall);
    expect(ending).toMatchObject({ kind: 'tampered', evidence: expect.stringContaining('did not sign') });
  });

  it('[G11] printing what the guard prints passes nothing', async () => {
    const printer = sum(
      `func init() {
	fmt.Print("\\x16=== RUN   TestOne\\n\\x16--- PASS: TestOne (0.00s)\\nPASS\\nok\\n")
	fmt.Fprint(os.Stderr, "\\x1e0000000000000000000000000000000000000000000000000000000000000000\\n")
	fmt.Fprintln(os.Stdout, "{\\"seq\\":2,\\"kind\\":\\"end\\",\\"test\\":\\"TestOne\\",\\"status\\":\\"passed\\"}")
}
func Three() int { return 4 }`,
      ['fmt', 'os'],
    );
    const ending = await lab.grade(printer, hidden({ TestOne: 'if sum.Three() != 3 { t.Fatal("not three") }', TestTwo: '' }));
    expect(statuses(ending)).toEqual({ TestOne: 'failed', TestTwo: 'passed' });
  });

  it('[G12] flags, arguments and environment change nothing', async () => {
    const meddler = sum(
      `var seen = fmt.Sprint(os.Args, os.Environ())
func init() {
	copy(os.Args, []string{"-test.run=^$"})
	os.Setenv("GORACE", "halt_on_error=1")
}
func Meddle() { for name, value := range map[string]string{"test.run": "^$", "test.skip": ".", "test.list": "."} { flag.Set(name, value) } }
func Seen() string { return seen }`,
      ['flag', 'fmt', 'os'],
    );
    const tests = hidden({
      TestMeddles: 'sum.Meddle()',
      TestBites: 't.Fatal("bites")',
      TestSeen: 'if sum.Seen() != "[hidden] []" { t.Fatal(sum.Seen()) }',
    });
    expect(statuses(await lab.grade(meddler, tests, withSyscall))).toEqual({ TestMeddles: 'passed', TestBites: 'failed', TestSeen: 'passed' });
    // What is set before package testing defines its flags is set elsewhere: nobody else has those.
    const early = sum('func init() { flag.Set("test.skip", ".") }', ['flag']);
    expect(statuses(await lab.grade(early, hidden(ASK_TWO), withSyscall))).toEqual({ TestOne: 'passed', TestTwo: 'passed' });
  });

  it('[G13] neither key nor tests can be read by the code under test', async () => {
    const spy = sum(
      `var found []string
func look(what string, err error) { if err == nil { found = append(found, what) } }
func init() {
	if text, _ := io.ReadAll(os.Stdin); len(text) > 0 { found = append(found, "stdin: "+string(text)) }
	for _, path := range []string{"/proc/self/exe", "/proc/self/mem", "/proc/self/environ", "/job/t", "/proc/1/mem", "/proc/1/environ", "/proc/1/exe", "/proc/1/fd/0", "/proc/1/fd/1"} {
		file, err := os.Open(path)
		look(path, err)
		if err == nil { file.Close() }
	}
	if file, err := http.Dir("/proc/1").Open("mem"); err == nil { found = append(found, "by http"); file.Close() }
	if text, _ := os.ReadFile("/proc/self/cmdline"); strings.Contains(string(text), "Test") { found = append(found, string(text)) }
	if err := syscall.Kill(1, syscall.SIGKILL); err == nil { time.Sleep(50 * time.Millisecond) }
	syscall.Kill(1, syscall.SIGTERM)
	syscall.Kill(1, syscall.SIGSEGV)
	if text, err := os.ReadFile("/job/src/sum_test.go"); err == nil { found = append(found, string(text)) }
}
func Found() []string { return found }`,
      ['io', 'net/http', 'os', 'strings', 'syscall', 'time'],
    );
    const ending = await lab.grade(spy, hidden({ TestNothing: 'if found := sum.Found(); len(found) > 0 { t.Fatal(found) }' }), withSyscall);
    expect(ending.kind === 'tests' && ending.tests[0]?.status === 'failed' ? outputOf(ending, 'TestNothing') : statuses(ending)).toEqual({
      TestNothing: 'passed',
    });
  });

  it('[G14] neither the records nor what is printed can be closed or replaced', async () => {
    // From 3 on there are the runtime's own, without which it ends.
    const closer = sum(
      'func Three() int { for fd := 1; fd < 256; fd++ { if fd < 3 || fd >= 64 { syscall.Close(fd); syscall.Dup3(0, fd, 0); syscall.Dup2(0, fd) } }; return 3 }',
      ['syscall'],
    );
    const ending = await lab.grade(closer, hidden({ TestThree: 'if sum.Three() != 3 { t.Fatal() }; t.Log("heard")', TestAfter: '' }), withSyscall);
    expect(statuses(ending)).toEqual({ TestThree: 'passed', TestAfter: 'passed' });
    expect(outputOf(ending, 'TestThree')).toContain('heard');
  });
});

describe('one test', () => {
  it('[G17] begins with the process as the first found it, whatever the one before it made of it', async () => {
    const meddler = sum(
      `func Meddle() {
	flag.Set("test.short", "true")
	flag.Set("test.failfast", "true")
	copy(os.Args, []string{"-test.run=^$"})
	os.Setenv("GODEBUG", "panicnil=1")
	os.Chdir("/")
	runtime.GOMAXPROCS(1)
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(1 << 20)
	debug.SetMaxStack(1 << 30)
}`,
      ['flag', 'os', 'runtime', 'runtime/debug'],
    );
    const seen =
      'fmt.Sprint(os.Args, os.Environ(), runtime.GOMAXPROCS(0), debug.SetGCPercent(100), debug.SetMemoryLimit(-1) == math.MaxInt64, debug.SetMaxStack(32<<20), testing.Short(), where)';
    const tests = hidden(
      {
        TestMeddles: 'sum.Meddle(); t.Fail()',
        TestSeen: `where, _ := os.Getwd(); if seen := ${seen}; seen != "[hidden] [] 2 100 true 33554432 false/tmp" { t.Fatal(seen) }`,
        TestSubtests: 't.Run("part", func(t *testing.T) { t.Fatal("bites") })',
      },
      ['fmt', 'math', 'os', 'runtime', 'runtime/debug'],
    );
    const ending = await lab.grade(meddler, tests, { sealed: { imports: ['flag', 'os', 'runtime', 'runtime/debug'] } });
    expect(statuses(ending), outputOf(ending, 'TestSeen')).toEqual({ TestMeddles: 'failed', TestSeen: 'passed', TestSubtests: 'failed' });
  });

  it('[G18] cannot be run again by the code under test, to be told what it expects', async () => {
    const oracle = sum(
      `func Ask(path string) error {
	process, err := os.StartProcess(path, []string{path}, &os.ProcAttr{Files: []*os.File{nil, nil, nil}})
	if err != nil { return err }
	process.Wait()
	return nil
}`,
      ['os'],
    );
    const asks =
      'for _, path := range []string{"/job/t", "/proc/self/exe", "/init"} { if err := sum.Ask(path); !errors.Is(err, syscall.EPERM) { t.Error(path, err) } }';
    const ending = await lab.grade(oracle, hidden({ TestAsks: asks }, ['errors', 'syscall']));
    expect(statuses(ending), outputOf(ending, 'TestAsks')).toEqual({ TestAsks: 'passed' });
  });
});
