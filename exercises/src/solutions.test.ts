import { describe, expect, it } from 'vitest';
import { PatchDoesNotApply, solutionsOf } from './solutions.ts';

const SOURCES = {
  starter: { 'go.mod': 'module zmod/sum\n', 'sum.go': 'package sum\n', 'NOTES.md': '# Notes\n' },
  solutions: {
    'reference/sum.go': 'package sum\n\nfunc Sum(a, b int) int {\n\treturn a + b\n}\n',
    'accepted/other/sum.go': 'package sum\n\nfunc Sum(a, b int) int { return b + a }\n',
    'accepted/other/why.md': 'Says why.\n',
    'rejected/minus/why.md': 'catches: TestSum, TestZero\n\nSubtracts.\n',
    'rejected/minus/mistake.patch': '--- a/sum.go\n+++ b/sum.go\n@@ -3,3 +3,3 @@\n func Sum(a, b int) int {\n-\treturn a + b\n+\treturn a - b\n }\n',
  },
  editable: ['*.go', 'NOTES.md'],
  readOnly: [],
};

function withPatch(patch: string) {
  return { ...SOURCES, solutions: { ...SOURCES.solutions, 'rejected/minus/mistake.patch': patch } };
}

describe('solutionsOf', () => {
  it('[X40] lays each solution over the starter, and a mistake over the reference', () => {
    const solutions = solutionsOf(SOURCES);
    expect(solutions.map(({ name, kind, catches }) => ({ name, kind, catches }))).toEqual([
      { name: 'reference', kind: 'reference', catches: [] },
      { name: 'accepted/other', kind: 'accepted', catches: [] },
      { name: 'rejected/minus', kind: 'rejected', catches: ['TestSum', 'TestZero'] },
    ]);
    expect(solutions[1]?.files).toEqual({ ...SOURCES.starter, 'sum.go': SOURCES.solutions['accepted/other/sum.go'] });
    expect(solutions[2]?.files['sum.go']).toContain('return a - b');
  });

  it('[X41] refuses a patch whose lines are not there any more, or that is about no file of the reference', () => {
    const patch = SOURCES.solutions['rejected/minus/mistake.patch'];
    expect(() => solutionsOf(withPatch(patch.replace('return a + b', 'return a+b')))).toThrow(PatchDoesNotApply);
    expect(() => solutionsOf(withPatch(patch.replaceAll('sum.go', 'gone.go')))).toThrow('which the reference does not have');
    expect(() => solutionsOf(withPatch(''))).toThrow('changes nothing');
  });
});
