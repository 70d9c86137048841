import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobEvent } from '@twohours/wire/job';
import { hiddenPart, LIMITS } from './testing/exercise.ts';
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

describe('verdicts', () => {
  it('[G1] each test gets its own, and a crash costs one', async () => {
    const solution = sum(
      `var shared int
func Race() { done := make(chan bool); go func() { shared++; done <- true }(); shared++; <-done }
func Panic() { panic("boom") }
func PanicElsewhere() { go func() { var m map[int]int; m[1] = 1 }(); time.Sleep(time.Second) }
func Leave() { os.Exit(0) }
func Fail() { os.Exit(7) }
func Stack(n int) int { return Stack(n+1) + 1 }
func Deadlock() { select {} }`,
      ['os', 'time'],
    );
    const tests = hidden(
      {
        TestPasses: 'if sum.Two != 2 { t.Fatal() }; t.Log("fine")',
        TestFails: 't.Run("part", func(t *testing.T) { t.Errorf("wrong by %d", 3) })',
        TestSkips: 't.Skip("not today")',
        TestRaces: 'sum.Race()',
        TestPanics: 'sum.Panic()',
        TestBubble: 'synctest.Test(t, func(t *testing.T) { time.Sleep(time.Hour); synctest.Wait() })',
        TestPanicsElsewhere: 'sum.PanicElsewhere()',
        TestLeaves: 'sum.Leave()',
        TestExits: 'sum.Fail()',
        TestGoexits: 'runtime.Goexit()',
        TestRecursion: 'sum.Stack(0)',
        TestDeadlock: 'sum.Deadlock()',
        TestLast: 'if sum.Two != 2 { t.Fatal() }',
      },
      ['runtime', 'testing/synctest', 'time'],
    );
    const ending = await lab.grade(solution, tests, { sealed: { limits: { ...LIMITS, wallMs: 6_000 } } });
    expect(statuses(ending)).toEqual({
      TestPasses: 'passed',
      TestFails: 'failed',
      TestSkips: 'failed',
      TestRaces: 'raced',
      TestPanics: 'crashed',
      TestBubble: 'passed',
      TestPanicsElsewhere: 'crashed',
      TestLeaves: 'crashed',
      TestExits: 'crashed',
      TestGoexits: 'crashed',
      TestRecursion: 'crashed',
      TestDeadlock: 'timed-out',
      TestLast: 'passed',
    });
    expect(ending).toMatchObject({ containers: 9 });
    expect(outputOf(ending, 'TestPasses')).toMatch(/^sum_test.go:\d+: fine\n--- PASS: TestPasses \(\d\.\d\ds\)$/);
    expect(outputOf(ending, 'TestFails')).toContain('wrong by 3');
    expect(outputOf(ending, 'TestPanics')).toContain('panic: boom');
    expect(outputOf(ending, 'TestPanicsElsewhere')).toMatch(/assignment to entry in nil map[\s\S]*sum\.go/);
    expect(outputOf(ending, 'TestDeadlock')).toMatch(/What every goroutine was doing[\s\S]*sum\.Deadlock/);
    expect(outputOf(ending, 'TestRaces')).toContain('DATA RACE');
    expect(outputOf(ending, 'TestLast')).not.toContain('Deadlock');
  });

  it('[G2] memory, output and threads cost the test that spent them', async () => {
    const solution = sum(
      `func Memory() { var all [][]byte; for { b := make([]byte, 1<<20); for i := range b { b[i] = 1 }; all = append(all, b) } }
func Flood() { for { fmt.Println("more and more and more and more and more and more and more") } }
func Threads() { for range 100 { go func() { runtime.LockOSThread(); select {} }() }; time.Sleep(5 * time.Second) }`,
      ['fmt', 'runtime', 'time'],
    );
    const tests = hidden({ TestMemory: 'sum.Memory()', TestFine: '', TestFlood: 'sum.Flood()', TestThreads: 'sum.Threads()', TestLast: '' });
    const limits = { ...LIMITS, wallMs: 30_000, memoryBytes: 128 * 1024 ** 2, processes: 32, outputBytes: 128 * 1024 };
    const ending = await lab.grade(solution, tests, { sealed: { limits } });
    expect(statuses(ending)).toEqual({ TestMemory: 'crashed', TestFine: 'passed', TestFlood: 'crashed', TestThreads: 'crashed', TestLast: 'passed' });
    expect(outputOf(ending, 'TestMemory')).toContain('more memory than');
    expect(outputOf(ending, 'TestFlood')).toContain('printed more than');
    expect(outputOf(ending, 'TestThreads')).toContain('more threads or processes than');
  });

  it('[G3] a race or a crash after a test has ended is charged to it', async () => {
    const solution = sum(
      `var shared int
func RaceLater() { go func() { time.Sleep(time.Millisecond); shared++ }(); shared++ }
func PanicLater() { go func() { time.Sleep(time.Millisecond); panic("later") }() }`,
      ['time'],
    );
    await expect(lab.grade(solution, hidden({ TestFine: '', TestRacesLater: 'sum.RaceLater()' })).then(statuses)).resolves.toEqual({
      TestFine: 'passed',
      TestRacesLater: 'raced',
    });
    await expect(lab.grade(solution, hidden({ TestFine: '', TestPanicsLater: 'sum.PanicLater()' })).then(statuses)).resolves.toEqual({
      TestFine: 'passed',
      TestPanicsLater: 'crashed',
    });
  });

  it('[G4] a program that crashes before any test is crashed in all of them, in two containers', async () => {
    const ending = await lab.grade(sum('func init() { panic("too early") }'), hidden({ ...ASK_TWO, TestThree: '' }));
    expect(statuses(ending)).toEqual({ TestOne: 'crashed', TestTwo: 'crashed', TestThree: 'crashed' });
    expect(ending).toMatchObject({ containers: 2 });
    expect(outputOf(ending, 'TestThree')).toContain('panic: too early');
  });

  it('[G5] the first state that compiles is graded, else the first is what is told', async () => {
    const broken = { 'sum.go': 'package sum\n\nfunc' };
    const refused = sum('//go:norace\nfunc f() {}');
    await expect(lab.gradeJob([broken, refused, sum('')], hidden(ASK_TWO))).resolves.toMatchObject({
      kind: 'grade',
      state: 2,
      ending: { kind: 'tests' },
    });
    await expect(lab.gradeJob([broken, refused], hidden(ASK_TWO))).resolves.toMatchObject({
      state: 0,
      ending: { kind: 'not-compiled', diagnostics: [{ path: 'sum.go', line: 3 }] },
    });
    await expect(lab.gradeJob([refused, broken], hidden(ASK_TWO))).resolves.toMatchObject({
      state: 0,
      ending: { kind: 'refused', diagnostics: [{ rule: 'directive' }] },
    });
  });

  it("[G6] the candidate's own tests and read-only files have no part in it", async () => {
    const files = {
      ...sum('func Three() int { return three() }'),
      'a_test.go': 'package sum\n\nimport "C"\n\nfunc TestMain() {',
      'api.go': 'package sum\n\nfunc three() int { return 4 }\n',
    };
    const starter = { 'api.go': 'package sum\n\nfunc three() int { return 3 }\n' };
    await expect(
      lab.grade(files, hidden({ TestThree: 'if sum.Three() != 3 { t.Fatal() }' }), { sealed: { starter } }).then(statuses),
    ).resolves.toEqual({ TestThree: 'passed' });
  });

  it('[G7] hidden tests that do not fit the code do not compile, and those that are not there are our fault', async () => {
    await expect(lab.grade(sum(''), hidden({ TestMissing: 'sum.Missing()' }))).resolves.toMatchObject({
      kind: 'not-compiled',
      diagnostics: [{ path: 'hidden/sum_test.go', message: 'undefined: sum.Missing' }],
    });
    const misnamed = hiddenPart(hidden(ASK_TWO).files, ['TestOne', 'TestTwo', 'TestNowhere']);
    await expect(lab.gradeJob([sum('')], misnamed)).resolves.toMatchObject({
      kind: 'faulted',
      of: 'grade',
      reason: expect.stringContaining('TestNowhere'),
    });
    const sly = hiddenPart({ 'sum_test.go': `${hidden(ASK_TWO).files['sum_test.go']}\nfunc TestMain(m *testing.M) {}\n` }, ['TestOne']);
    await expect(lab.gradeJob([sum('')], sly)).resolves.toMatchObject({ kind: 'faulted', reason: expect.stringContaining('TestMain') });
  });

  it('[G16] a bubble that is left with goroutines, or comes to a stop, is a failed test that shows them, and harms no other', async () => {
    const solution = sum(
      `var left chan int
func Leave() { left = make(chan int); go func() { <-left }() }
func Use() { if left != nil { close(left) } }
func Stop() { <-make(chan int) }`,
    );
    const bubble = (body: string) => `synctest.Test(t, func(t *testing.T) { ${body} })`;
    const tests = hidden(
      {
        TestLeaves: bubble('sum.Leave()'),
        TestUses: 'sum.Use()',
        TestStops: bubble('sum.Stop()'),
        TestBoth: bubble('sum.Leave(); t.Fatal("too")'),
        TestLast: '',
      },
      ['testing/synctest'],
    );
    const ending = await lab.grade(solution, tests);
    expect(statuses(ending)).toEqual({ TestLeaves: 'failed', TestUses: 'passed', TestStops: 'failed', TestBoth: 'failed', TestLast: 'passed' });
    expect(ending).toMatchObject({ containers: 4 });
    expect(outputOf(ending, 'TestLeaves')).toMatch(
      /^Goroutines left behind in a bubble \([^)]*\):\s+goroutine \d+ \[chan receive[^\n]*synctest bubble[\s\S]*sum\.Leave/m,
    );
    expect(outputOf(ending, 'TestLeaves')).not.toContain('aguard.Main');
    expect(outputOf(ending, 'TestStops')).toMatch(/everybody in it waiting for ever[\s\S]*sum\.Stop/);
    expect(outputOf(ending, 'TestBoth')).toMatch(/too[\s\S]*left behind/);
  });

  it('[G19] what a test printed last is there, however much it was', async () => {
    const loud = sum('func Say(n int) { for i := range n { fmt.Fprintf(os.Stderr, "line %d of many, many, many\\n", i) } }', ['fmt', 'os']);
    const tests = hidden({ TestSays: 'sum.Say(3_000); t.Log("the last")' });
    for (let time = 0; time < 8; time += 1)
      expect(outputOf(await lab.grade(loud, tests), 'TestSays')).toMatch(/^line 0 of[\s\S]*line 2999 of[^\n]*\n[^\n]*the last\n--- PASS/);
  });

  it('[G8] time that is spent leaves the rest unreached', async () => {
    const bodies = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`Test${index}`, 'sum.Hang()']));
    const limits = { ...LIMITS, wallMs: 1_000 };
    const ending = await lab.grade(sum('func Hang() { select {} }'), hidden(bodies), { sealed: { limits } });
    const seen = Object.values(statuses(ending));
    expect(seen).toHaveLength(10);
    expect(seen[0]).toBe('timed-out');
    expect(seen.at(-1)).toBe('not-reached');
  });
});

describe('a test that is repeated', () => {
  it('[G20] is run as often as the manifest says, through crashes and races, and told as one', async () => {
    const moody = sum(
      `var calls, crashes, shared int
func Moody() int { calls++; if calls % 10 == 0 { return 3 }; return 2 }
func Crash() { crashes++; if crashes == 2 { os.Exit(7) } }
func Race() { done := make(chan bool); go func() { shared++; done <- true }(); shared++; <-done }`,
      ['os'],
    );
    const bodies = { TestMoody: 'if sum.Moody() != 2 { t.Fatal("moody") }', TestCrash: 'sum.Crash()', TestRace: 'sum.Race()', TestOnce: '' };
    const repeats: Readonly<Record<string, number>> = { TestMoody: 40, TestCrash: 3, TestRace: 3 };
    const given = hidden(bodies);
    const events: JobEvent[] = [];
    const ending = await lab.grade(
      moody,
      { ...given, tests: given.tests.map((test) => ({ ...test, repeats: repeats[test.id] ?? 1 })) },
      { onEvent: (event) => void events.push(event) },
    );
    const times =
      ending.kind === 'tests' ? ending.tests.map((test) => [test.id, test.status, test.times && `${test.times.passed} of ${test.times.of}`]) : [];
    expect(times).toEqual([
      ['TestMoody', 'failed', expect.stringMatching(/^3[67] of 40$/)],
      ['TestCrash', 'crashed', '2 of 3'],
      ['TestRace', 'raced', '0 of 3'],
      ['TestOnce', 'passed', undefined],
    ]);
    expect(outputOf(ending, 'TestMoody')).toContain('moody');
    expect(events.filter(({ type }) => type === 'verdict')).toHaveLength(4);
  });
});

describe('faults of ours', () => {
  it('[G15] are never a verdict', async () => {
    const without = {
      ...lab.deps,
      images: { compile: 'sha256:0000000000000000000000000000000000000000000000000000000000000000', run: lab.deps.images.run },
    };
    const { runJob } = await import('./run-job.ts');
    const job = { kind: 'format' as const, id: 'fmt_0000000000000000000000' as const, try: 1, lease: 'lease-1', path: 'a.go', text: '' };
    await expect(runJob(without, job, () => undefined, new AbortController().signal)).resolves.toMatchObject({
      kind: 'faulted',
      of: 'format',
      reason: expect.stringContaining('create'),
    });
    const stop = new AbortController();
    const stopped = lab.gradeJob([sum('func Hang() { select {} }')], hidden({ TestHang: 'sum.Hang()' }), {
      signal: stop.signal,
      onEvent: (event) => event.type === 'started' && stop.abort(),
    });
    await expect(stopped).resolves.toMatchObject({ kind: 'faulted', of: 'grade' });
  });
});
