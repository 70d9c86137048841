import { expect, it } from 'vitest';
import { hiddenPart } from '../testing/exercise.ts';
import { partFor } from './part-for.ts';

const declares = (...names: readonly string[]) => `package sum_test\n\n${names.map((name) => `func ${name}(t *testing.T) {}\n`).join('\n')}`;
const FILES = { 'a_test.go': declares('TestA', 'TestAlso'), 'b_test.go': declares('TestB'), 'lab_test.go': declares('lab') };
const hidden = hiddenPart(FILES, ['TestA', 'TestAlso', 'TestB']);

it('[PR13] some tests are compiled with the files that declare them, and with those that declare none', () => {
  const part = partFor(hidden, [{ id: 'TestA' }]);
  expect(Object.keys(part?.files ?? {})).toEqual(['a_test.go', 'lab_test.go']);
  expect(part?.tests.map(({ id }) => id)).toEqual(['TestA', 'TestAlso']);
  expect(partFor(hidden, hidden.tests)).toBeUndefined();
});
