import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Exercise } from '@twohours/exercises/exercise';
import { loadExercise } from '@twohours/exercises/load';
import { newExercise } from '@twohours/exercises/new-exercise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab } from '../testing/lab.ts';
import { accountText } from './account.ts';
import { holds } from './proof.ts';
import { prove, type Wanted } from './prove.ts';
import { ADD, adder, adds, ADD_TEST, NEGATE, NEGATE_TEST, SOLUTIONS, tests } from './testing/adder.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());

const QUICK = { isQuick: true };
/** Many containers, on a machine that may have other work. */
const PATIENCE_MS = 600_000;
const FULL = { isQuick: false };
const COUNTING = 'var calls int\n\n';

/** Number of each proof that does not hold, with its complaints. */
async function complaints(exercise: Exercise, wanted: Wanted = QUICK): Promise<Record<number, string[]>> {
  const account = await prove({ route: lab.deps, lanes: 2, signal: new AbortController().signal, tell: () => undefined }, exercise, wanted);
  const failed = account.proofs.filter((proof) => !holds(proof));
  return Object.fromEntries(failed.map(({ number, findings }) => [number, findings.map(({ where, what }) => `${where}: ${what}`)]));
}

describe('an exercise with which everything is well', () => {
  it('[PR1] proves itself, quickly and in full', { timeout: PATIENCE_MS }, async () => {
    expect(await complaints(adder())).toEqual({});
    expect(await complaints(adder(), FULL)).toEqual({});
  });

  it('[PR2] proves one test, or one solution, by any of its names', async () => {
    for (const only of ['TestAdd', 'reference', 'accepted/backwards', 'backwards', 'rejected/subtracts', 'subtracts'])
      expect(await complaints(adder(), { ...QUICK, only }), only).toEqual({});
    await expect(complaints(adder(), { ...QUICK, only: 'TestSub' })).rejects.toThrow('rejected/subtracts');
  });
});

it('[PR11] an exercise that was just laid out proves itself', async () => {
  const root = await mkdtemp(join(tmpdir(), 'twohours-new-'));
  try {
    const exercise = await loadExercise(await newExercise(root, 'rate-limiter'));
    expect(await complaints(exercise)).toEqual({});
  } finally {
    await rm(root, { recursive: true });
  }
});

it('[PR13] tests that lean on the file of another are compiled with it', async () => {
  const leaning = ADD[1].replace('adder.Add(2, 3)', 'sum(2, 3)');
  const hidden = { 'add_test.go': tests(['TestAdd', `_ = adder.Add\n\t${leaning}`]), 'negate_test.go': `${tests(NEGATE)}\nvar sum = adder.Add\n` };
  expect(await complaints(adder({ hidden }), { ...QUICK, only: 'TestAdd' })).toEqual({});
  const apart = { 'add_test.go': tests(ADD), 'negate_test.go': tests(NEGATE) };
  expect(await complaints(adder({ hidden: apart }))).toEqual({});
});

describe('[PR3] 1. a starter', () => {
  it('that has nothing left to do', async () => {
    const starter = { ...adder().starter, 'adder.go': SOLUTIONS['reference/adder.go'] };
    expect(await complaints(adder({ starter }))).toEqual({ 1: ['starter: passes every hidden test: there is nothing left to do'] });
  });

  it('that does not compile, be it its tests', async () => {
    const starter = { ...adder().starter, 'adder_test.go': tests(['TestAddZero', 'adder.Sub(1, 1)']) };
    const { 1: found } = await complaints(adder({ starter }));
    expect(found).toEqual([expect.stringMatching(/^starter: does not compile: adder_test[.]go:13: undefined: adder[.]Sub/)]);
  });
});

describe('[PR4] 2. a solution that has to pass', () => {
  it('and does not', async () => {
    const solutions = { ...SOLUTIONS, 'accepted/backwards/adder.go': adds('return b + a', 'return n') };
    expect(await complaints(adder({ solutions }))).toEqual({ 2: ['accepted/backwards, TestNegate: failed'] });
    expect(await complaints(adder({ solutions }), { ...QUICK, only: 'TestNegate' })).toEqual({ 2: ['accepted/backwards, TestNegate: failed'] });
    expect(await complaints(adder({ solutions }), { ...QUICK, only: 'backwards' })).toEqual({ 2: ['accepted/backwards, TestNegate: failed'] });
  });

  it('and fails its own visible tests', async () => {
    const solutions = {
      ...SOLUTIONS,
      'accepted/backwards/own_test.go': tests(['TestOwn', 'if adder.Add(0, 0) == 0 {\n\t\tt.Fatal("not yet")\n\t}']),
    };
    expect(await complaints(adder({ solutions }))).toEqual({ 2: ['accepted/backwards: the visible test TestOwn: failed'] });
  });

  it('and hidden tests that do not compile', async () => {
    const hidden = { 'hidden_test.go': tests(ADD, ['TestNegate', 'adder.Sub(1, 1)']) };
    const { 2: found = [] } = await complaints(adder({ hidden }));
    expect(found[0]).toBe('reference: does not compile: hidden/hidden_test.go:19: undefined: adder.Sub');
  });
});

describe('[PR5] 3. a rejected solution', () => {
  it('that a test which it names does not catch', async () => {
    const solutions = { ...SOLUTIONS, 'rejected/subtracts/why.md': 'catches: TestAdd, TestNegate\n' };
    expect(await complaints(adder({ solutions }))).toEqual({ 3: ['rejected/subtracts, TestNegate: passed, and has to catch it'] });
  });

  it('whose patch no longer applies, or no longer compiles', async () => {
    const moved = { ...SOLUTIONS, 'reference/adder.go': adds('return (a + b)', 'return -n') };
    expect(await complaints(adder({ solutions: moved }))).toEqual({
      3: ["rejected/subtracts: solutions/rejected/subtracts/mistake.patch no longer applies to the reference's adder.go"],
    });
    const broken = SOLUTIONS['rejected/subtracts/mistake.patch'].replace('a - b', 'a - c');
    const { 3: found } = await complaints(adder({ solutions: { ...SOLUTIONS, 'rejected/subtracts/mistake.patch': broken } }));
    expect(found).toEqual(['rejected/subtracts: does not compile: adder.go:4: undefined: c']);
  });
});

it(
  '[PR4] [PR5] [PR6] what fails at times, is caught at times, or twins another, shows in the full proof alone',
  { timeout: PATIENCE_MS },
  async () => {
    const exercise = adder({
      hidden: { 'hidden_test.go': tests(ADD, NEGATE, ['TestNegateMore', 'if adder.Negate(20) != -20 {\n\t\tt.Fatal("A2")\n\t}']) },
      manifest: { tests: [ADD_TEST, { ...NEGATE_TEST, weight: 25 }, { ...NEGATE_TEST, id: 'TestNegateMore', weight: 25 }] },
      solutions: {
        ...SOLUTIONS,
        'reference/adder.go': adds('return a + b', 'return -n', COUNTING),
        'accepted/backwards/adder.go': adds('calls++\n\tif calls == 50 {\n\t\treturn 0\n\t}\n\treturn a + b', 'return -n', COUNTING),
        'rejected/subtracts/mistake.patch':
          '--- a/adder.go\n+++ b/adder.go\n@@ -6 +6,4 @@\n-\treturn a + b\n+\tif calls++; calls%2 == 1 {\n+\t\treturn a - b\n+\t}\n+\treturn a + b\n',
        'rejected/keeps-the-sign/mistake.patch': '--- a/adder.go\n+++ b/adder.go\n@@ -10 +10 @@\n-\treturn -n\n+\treturn n\n',
        'rejected/keeps-the-sign/why.md': 'catches: TestNegate, TestNegateMore\n',
      },
    });
    expect(await complaints(exercise)).toEqual({});
    expect(await complaints(exercise, FULL)).toEqual({
      2: ['accepted/backwards, TestAdd: failed; it passed 80 of 81 times'],
      3: ['rejected/subtracts, TestAdd: passed 9 of 20 times, and has to catch it'],
      4: ['TestNegate, TestNegateMore: catch exactly the same: rejected/keeps-the-sign'],
    });
  },
);

it('[PR8] 7. a grading that needs more time than one container has', async () => {
  const slow = (name: string): [string, string] => [name, 'time.Sleep(700 * time.Millisecond)\n\tadder.Add(0, 0)'];
  const { limits } = adder().manifest;
  const found = await complaints(
    adder({ hidden: { 'hidden_test.go': tests(slow('TestAdd'), slow('TestNegate')) }, manifest: { limits: { ...limits, wallMs: 1_000 } } }),
  );
  expect(found[7]).toEqual([expect.stringMatching(/^reference: its tests took \d+[.]\d s$/), expect.stringMatching(/^accepted\/backwards: /)]);
});

it('[PR9] what does not hold is told with its place and what the test printed, in 100 columns', async () => {
  const solutions = { ...SOLUTIONS, 'accepted/backwards/adder.go': adds('return b', 'return 0 - n') };
  const deps = { route: lab.deps, lanes: 2, signal: new AbortController().signal, tell: () => undefined };
  const text = accountText(await prove(deps, adder({ solutions }), QUICK));
  for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
  expect(text).toMatch(/^2 {2}NO {5}reference and accepted pass everything/m);
  expect(text).toMatch(/^ {2}- accepted\/backwards, TestAdd: failed$/m);
  expect(text).toMatch(/^ {6}\| .*A1: Add\(2, 3\) is 3, and has to be 5$/m);
});
