import type { Exercise } from '../exercise.ts';

/** The smallest exercise that has nothing wrong with it. */
export function anExercise(): Exercise {
  return {
    dir: '/exercises/words',
    manifest: {
      id: 'words',
      version: 1,
      title: 'Words',
      role: 'backend',
      minutes: 15,
      kind: 'in-process',
      module: 'zmod/words',
      package: 'words',
      go: '1.27',
      imports: ['fmt'],
      editable: ['*.go'],
      readOnly: ['go.mod'],
      run: ['vet', 'test'],
      limits: { wallMs: 10_000, memoryBytes: 256 << 20, processes: 64, outputBytes: 65_536, tmpBytes: 16 << 20 },
      groups: [{ id: 'A', title: 'Words' }],
      tests: [{ id: 'TestOne', name: 'counts one word', weight: 100, group: 'A', clause: 'A1', repeats: 1, lane: false, tell: 'nothing' }],
      rubric: [],
      untested: [],
    },
    role: { id: 'backend', title: 'Backend', teams: [], stages: [{ title: 'Exercise', text: '', isExercise: true }], qualifications: [] },
    overview: '# Words\n',
    statement: '# Words\n\n## A. Words (100 %)\n\n**A1** Words are counted. `fmt` may be imported.\n',
    starter: {
      'go.mod': 'module zmod/words\n\ngo 1.27\n',
      'words.go': 'package words\n',
      'words_test.go': 'package words_test\n',
    },
    hidden: { 'a_test.go': 'package words_test\n\nimport "testing"\n\nfunc TestOne(t *testing.T) {}\n' },
    solutions: {
      'reference/words.go': 'package words\n\nimport "fmt"\n',
      'accepted/other/words.go': 'package words\n',
      'rejected/none/why.md': 'catches: TestOne\n\nNothing is counted.\n',
      'rejected/none/mistake.patch': '--- a/words.go\n+++ b/words.go\n@@ -1 +1 @@\n-package words\n+package words // not\n',
    },
  };
}
