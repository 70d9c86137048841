import { describe, expect, it } from 'vitest';
import { checkExercise } from './check.ts';
import { complaintLine } from './complaint.ts';
import type { Exercise } from './exercise.ts';
import { anExercise } from './testing/an-exercise.ts';

const ONE = anExercise().manifest.tests[0] ?? never();
const complaints = (exercise: Exercise) => checkExercise(exercise).map(complaintLine);

describe('checking an exercise', () => {
  it('[X20] has nothing to say about one whose parts fit together', () => {
    expect(complaints(anExercise())).toEqual([]);
  });

  it.each<[string, Partial<Exercise>, string]>([
    ['a test that is not in hidden/', { hidden: {} }, 'exercise.yaml: TestOne is not in hidden/'],
    [
      'a hidden test that is not listed',
      { hidden: { 'a_test.go': go('func TestOne(t *testing.T) {}\n\nfunc TestTwo(t *testing.T) {}') } },
      'hidden/a_test.go:5: TestTwo is not in',
    ],
    [
      'a hidden test in another form',
      { hidden: { 'a_test.go': go('func TestOne(tb *testing.T) {}') } },
      'hidden/a_test.go:3: TestOne has to be func TestOne(t *testing.T)',
    ],
    [
      'a TestMain',
      { hidden: { 'a_test.go': go('func TestOne(t *testing.T) {}\nfunc TestMain(m *testing.M) {}') } },
      'hidden/a_test.go:4: TestMain belongs to the sandbox',
    ],
    ['an init', { hidden: { 'a_test.go': go('func TestOne(t *testing.T) {}\nfunc init() {}') } }, 'hidden/a_test.go:4: init belongs to the sandbox'],
    [
      'hidden tests inside the package',
      { hidden: { 'a_test.go': 'package words\n\nfunc TestOne(t *testing.T) {}\n' } },
      'is of package words, not of words_test',
    ],
    [
      'a clause that is not stated',
      { statement: '## A. Words (100 %)\n\nA1 in passing. `fmt`\n' },
      'exercise.yaml: TestOne proves A1, and statement.md has no clause **A1**',
    ],
    ['a weight that is not printed', { statement: '## A. Words (90 %)\n\n**A1** Words. `fmt`\n' }, 'does not say its weight, (100 %)'],
    ['an import that is not stated', { statement: '## A. Words (100 %)\n\n**A1** Words.\n' }, 'statement.md: `fmt` may be imported'],
    [
      'another module',
      { starter: { ...anExercise().starter, 'go.mod': 'module zmod/other\n\ngo 1.27\n' } },
      'starter/go.mod: the module has to be zmod/words',
    ],
    ['another Go', { starter: { ...anExercise().starter, 'go.mod': 'module zmod/words\n\ngo 1.26\n' } }, 'starter/go.mod: has to say go 1.27'],
    [
      'a starter file that nobody may touch',
      { starter: { ...anExercise().starter, 'deploy.yaml': '' } },
      'starter/deploy.yaml: is neither editable nor read-only',
    ],
    [
      'a starter of another package',
      { starter: { ...anExercise().starter, 'x.go': 'package other\n' } },
      'starter/x.go: is of package other, not of words',
    ],
    [
      'a hidden name in the statement',
      { statement: '## A. Words (100 %)\n\n**A1** See TestOne. `fmt`\n' },
      'statement.md:3: names the hidden test TestOne',
    ],
    [
      'a hidden name in the starter',
      { starter: { ...anExercise().starter, 'b_test.go': 'package words\n\n// TestOne\n' } },
      'starter/b_test.go:3: names the hidden test TestOne',
    ],
    [
      'a string of a hidden test in what candidates get',
      {
        hidden: { 'a_test.go': go('func TestOne(t *testing.T) { t.Fatal("one word, counted") }') },
        overview: '# Words\n\nYou get one word, counted.\n',
      },
      'overview.md:3: says "one word, counted", as a hidden test does',
    ],
    [
      'a hidden file that is nearly the starter’s',
      { hidden: { ...anExercise().hidden, 'words_test.go': 'package words_test\n\n// More.\n' } },
      'hidden/words_test.go: is not the same as starter/words_test.go, byte by byte',
    ],
    [
      'a clause that nobody judges',
      { statement: '## A. Words (100 %)\n\n**A1** Words. `fmt`\n\n**A2** They are short.\n' },
      'statement.md:5: nothing judges A2',
    ],
    [
      'a criterion for what is not stated',
      withManifest({ rubric: [{ id: 'notes', title: 'Notes', levels: ['no', 'yes'], clauses: ['N1'] }] }),
      'the criterion notes judges N1',
    ],
    [
      'an exemption for a test that is not there',
      withManifest({ tests: [{ ...ONE, sameAs: { test: 'TestTwo', because: 'They differ in time.' } }] }),
      'TestOne: there is no other test TestTwo',
    ],
    [
      'a third exemption',
      withManifest({
        tests: ['TestA', 'TestB', 'TestC'].map((id) => ({ ...ONE, id, sameAs: { test: 'TestOne', because: 'They differ in time.' } })),
      }),
      'TestC: 2 exemptions are the most',
    ],
    ['no reference', { solutions: without('reference/words.go') }, 'solutions/reference: is missing'],
    [
      'a solution that imports what is not allowed',
      { solutions: { ...anExercise().solutions, 'reference/x.go': 'package words\n\nimport (\n\t"fmt"\n\t"os"\n)\n' } },
      'solutions/reference/x.go: imports os',
    ],
    [
      'a solution that replaces a read-only file',
      { solutions: { ...anExercise().solutions, 'reference/go.mod': '' } },
      'solutions/reference/go.mod: a candidate could not write this file',
    ],
    [
      'a test that no mistake bites',
      { solutions: without('rejected/none/why.md', 'rejected/none/mistake.patch') },
      'no mistake shows that TestOne bites',
    ],
    [
      'a mistake that names no test',
      { solutions: { ...anExercise().solutions, 'rejected/none/why.md': 'Because.\n' } },
      'solutions/rejected/none/why.md:1: has to begin with “catches: ”',
    ],
    [
      'a mistake of too many lines',
      { solutions: { ...anExercise().solutions, 'rejected/none/mistake.patch': '+x\n'.repeat(26) } },
      'changes 26 lines, and 25 is the most',
    ],
    [
      'a file that belongs nowhere',
      { solutions: { ...anExercise().solutions, 'rejected/none/notes.txt': '' } },
      'solutions/rejected/none/notes.txt: solutions/ holds',
    ],
  ])('[X21] complains of %s', (_what, change, message) => {
    expect(complaints({ ...anExercise(), ...change }).join('\n')).toContain(message);
  });

  it('[X23] lets a clause be judged by people, or by nobody with a reason, and a hidden file be the starter’s', () => {
    const statement = '## A. Words (100 %)\n\n**A1** Words. `fmt`\n\n**N1** Notes.\n\n**R1** Rules.\n';
    const rubric = [{ id: 'notes', title: 'Notes', levels: ['no', 'yes'], clauses: ['N1'] }];
    const untested = [{ clause: 'R1', because: 'The source policy sees to it.' }];
    const shared = { 'shared_test.go': 'package words_test\n\nconst long = "as long as it is the same"\n' };
    const { starter, hidden, manifest } = anExercise();
    expect(
      complaints({
        ...anExercise(),
        statement,
        manifest: { ...manifest, rubric, untested },
        starter: { ...starter, ...shared },
        hidden: { ...hidden, ...shared },
      }),
    ).toEqual([]);
  });

  it('[X24] lets tests of a process exercise, and of no other, require the one module that the sandbox has', () => {
    const mod = 'module zmod/words\n\ngo 1.27\n\nrequire gopkg.in/yaml.v3 v3.0.1\n';
    const sum = 'gopkg.in/yaml.v3 v3.0.1 h1:fxVm/GzAzEWqLHuvctI91KS9hhNmmWOoWu0XTYJS7CA=\n';
    const withMod = (kind: 'process' | 'in-process', files: Exercise['starter']) => {
      const { manifest, starter } = anExercise();
      const readOnly = Object.keys(files);
      return complaints({ ...anExercise(), manifest: { ...manifest, kind, readOnly }, starter: { ...starter, ...files } });
    };
    expect(withMod('process', { 'go.mod': mod, 'go.sum': sum })).toEqual([]);
    expect(withMod('in-process', { 'go.mod': mod, 'go.sum': sum })).toEqual(['starter/go.mod: nothing but module and go: there is no network']);
    expect(withMod('process', { 'go.mod': mod }).join()).toContain('starter/go.sum: has to hold the sums');
    expect(withMod('process', { 'go.mod': `${mod}require gopkg.in/check.v1 v1.0.0\n`, 'go.sum': sum }).join()).toContain(
      'nothing but module and go, and “require',
    );
  });

  it('[X22] is not misled by code in comments and strings', () => {
    const source = go(
      '// func TestTwo(t *testing.T) {}\n/*\nfunc init() {}\n*/\nvar x = `\nfunc TestMain(m *testing.M) {}\n`\n\nfunc TestOne(t *testing.T) {}',
    );
    expect(complaints({ ...anExercise(), hidden: { 'a_test.go': source } })).toEqual([]);
  });
});

function withManifest(change: Partial<Exercise['manifest']>): Partial<Exercise> {
  return { manifest: { ...anExercise().manifest, ...change } };
}

function go(code: string): string {
  return `package words_test\n\n${code}\n`;
}

function without(...paths: string[]): Exercise['solutions'] {
  return Object.fromEntries(Object.entries(anExercise().solutions).filter(([path]) => !paths.includes(path)));
}

function never(): never {
  throw new Error('the smallest exercise has a test');
}
