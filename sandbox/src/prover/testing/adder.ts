import type { Exercise } from '@twohours/exercises/exercise';
import type { Manifest } from '@twohours/wire/exercise';
import { LIMITS } from '../../testing/exercise.ts';

type Change = { readonly manifest?: Partial<Manifest> } & Partial<Omit<Exercise, 'manifest'>>;
type Test = Manifest['tests'][number];

export const ADD_TEST: Test = { id: 'TestAdd', name: 'Add adds', weight: 50, group: 'A', clause: 'A1', repeats: 1, lane: false, tell: 'nothing' };
export const NEGATE_TEST: Test = { ...ADD_TEST, id: 'TestNegate', name: 'Negate turns the sign round', clause: 'A2' };

export const adds = (add: string, negate: string, before = '') =>
  `package adder\n\n${before}func Add(a, b int) int {\n\t${add}\n}\n\nfunc Negate(n int) int {\n\t${negate}\n}\n`;

export const tests = (...bodies: readonly [name: string, body: string][]) =>
  `package adder_test\n\nimport (\n\t"testing"\n\t"time"\n\n\t"zmod/adder"\n)\n\nvar _ = time.Second\n\n${bodies
    .map(([name, body]) => `func ${name}(t *testing.T) {\n\t${body}\n}\n`)
    .join('\n')}`;

export const ADD: [string, string] = [
  'TestAdd',
  'if got := adder.Add(2, 3); got != 5 {\n\t\tt.Fatalf("A1: Add(2, 3) is %d, and has to be 5", got)\n\t}',
];
export const NEGATE: [string, string] = ['TestNegate', 'if got := adder.Negate(2); got != -2 {\n\t\tt.Fatalf("A2: %d", got)\n\t}'];

const patch = (line: number, from: string, to: string) => `--- a/adder.go\n+++ b/adder.go\n@@ -${line} +${line} @@\n-\t${from}\n+\t${to}\n`;

export const SOLUTIONS = {
  'reference/adder.go': adds('return a + b', 'return -n'),
  'accepted/backwards/adder.go': adds('return b + a', 'return 0 - n'),
  'rejected/subtracts/why.md': 'catches: TestAdd\n\nIt subtracts.\n',
  'rejected/subtracts/mistake.patch': patch(4, 'return a + b', 'return a - b'),
  'rejected/keeps-the-sign/why.md': 'catches: TestNegate\n\nThe sign stays.\n',
  'rejected/keeps-the-sign/mistake.patch': patch(8, 'return -n', 'return n'),
};

/** A small exercise with which everything is well, and the one thing changed that a test is about. */
export function adder({ manifest, ...rest }: Change = {}): Exercise {
  return {
    dir: '/exercises/adder',
    manifest: {
      id: 'adder',
      version: 1,
      title: 'Adder',
      role: 'backend',
      minutes: 15,
      kind: 'in-process',
      module: 'zmod/adder',
      package: 'adder',
      go: '1.27',
      imports: ['fmt'],
      editable: ['*.go'],
      readOnly: ['go.mod'],
      run: ['vet', 'test'],
      limits: LIMITS,
      groups: [{ id: 'A', title: 'Adding' }],
      tests: [ADD_TEST, NEGATE_TEST],
      rubric: [],
      untested: [],
      ...manifest,
    },
    role: { id: 'backend', title: 'Backend', teams: [], stages: [{ title: 'Exercise', text: '', isExercise: true }], qualifications: [] },
    overview: '# Adder\n',
    statement: '# Adder\n\n## A. Adding (100 %)\n\n**A1** `Add` adds.\n\n**A2** `Negate` turns the sign round. `fmt` may be imported.\n',
    starter: {
      'go.mod': 'module zmod/adder\n\ngo 1.27\n',
      'adder.go': adds('return 0', 'return 0'),
      'adder_test.go': tests(['TestAddZero', 'if adder.Add(0, 0) != 0 {\n\t\tt.Fatal("not 0")\n\t}']),
    },
    hidden: { 'hidden_test.go': tests(ADD, NEGATE) },
    solutions: SOLUTIONS,
    ...rest,
  };
}
