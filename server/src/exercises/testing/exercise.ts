import type { Exercise } from '@twohours/exercises/exercise';
import type { Manifest } from '@twohours/wire/exercise';

/** A small exercise, with the one thing changed that a test is about. */
export function anExercise(change: { manifest?: Partial<Manifest> } & Partial<Omit<Exercise, 'manifest'>> = {}): Exercise {
  const { manifest, ...rest } = change;
  return {
    dir: '/exercises/word-count',
    manifest: {
      id: 'word-count',
      version: 1,
      title: 'Word count',
      role: 'backend',
      minutes: 30,
      kind: 'in-process',
      module: 'zmod/wordcount',
      package: 'wordcount',
      go: '1.27',
      imports: ['strings'],
      editable: ['*.go'],
      readOnly: [],
      run: ['vet', 'test'],
      limits: { wallMs: 10_000, memoryBytes: 384 << 20, processes: 64, outputBytes: 262_144, tmpBytes: 32 << 20 },
      groups: [{ id: 'A', title: 'Counting' }],
      tests: [{ id: 'TestOne', name: 'counts one word', weight: 1, group: 'A', clause: 'A1', repeats: 1, lane: false, tell: 'nothing' }],
      rubric: [{ id: 'tests', title: 'Their own tests', levels: ['none', 'some corners'] }],
      untested: [],
      ...manifest,
    },
    role: {
      id: 'backend',
      title: 'Software Engineer, Backend',
      teams: ['Search'],
      stages: [{ title: 'Exercise', text: 'Two hours.', isExercise: true }],
      qualifications: [],
    },
    overview: 'You will count words.',
    statement: 'A1 Count returns the number of words.',
    starter: { 'go.mod': 'module zmod/wordcount\n\ngo 1.27\n', 'count.go': 'package wordcount\n' },
    hidden: { 'count_test.go': 'package wordcount_test\n' },
    solutions: { 'reference/count.go': 'package wordcount\n' },
    ...rest,
  };
}
