import { expect, it } from 'vitest';
import { hiddenPart } from '../testing/exercise.ts';
import { partFor } from './part-for.ts';

const declares = (...names: readonly string[]) => `package sum_test\n\n${names.map((name) => `func ${name}(t *testing.T) {}\n`).join('\n')}`;
const FILES = {
  'a_test.go': `${declares('TestA', 'TestAlso')}\nfunc helps() { open().shut() }\n`,
  'b_test.go': `${declares('TestB')}\nfunc helpsC() {}\n// helps() is no call.\n`,
  'c_test.go': `${declares('TestC')}\nfunc use(l *lab) { helpsC() }\n`,
  'closing_test.go': 'package sum_test\n\nfunc (l *lab) shut() error { return errClosed }\n',
  'errors_test.go': 'package sum_test\n\nvar (\n\terrOther,\n\terrClosed = errors.New("a"), errors.New("lab open use")\n)\n',
  'lab_test.go': 'package sum_test\n\ntype lab struct {\n\tsize int\n}\n\nfunc open() *lab { return nil }\n',
  'package_test.go': '// Package sum_test has a comment of its own.\npackage sum_test\n',
  'starts_test.go': 'package sum_test\n\nfunc init() {}\n',
};
const hidden = hiddenPart(FILES, ['TestA', 'TestAlso', 'TestB', 'TestC']);
const filesFor = (...ids: readonly string[]) =>
  Object.keys(
    partFor(
      hidden,
      ids.map((id) => ({ id })),
    )?.files ?? {},
  ).toSorted();

it('[PR13] some tests are compiled with the files that declare them, and with what those lean on', () => {
  const always = ['package_test.go', 'starts_test.go'];
  expect(filesFor('TestB')).toEqual(['b_test.go', ...always]);
  expect(filesFor('TestA')).toEqual(['a_test.go', 'closing_test.go', 'errors_test.go', 'lab_test.go', ...always]);
  expect(filesFor('TestC')).toEqual(['b_test.go', 'c_test.go', 'lab_test.go', ...always]);
  expect(partFor(hidden, [{ id: 'TestB' }])?.tests.map(({ id }) => id)).toEqual(['TestB']);
  expect(partFor(hidden, hidden.tests)).toBeUndefined();
});
