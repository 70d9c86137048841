import { expect, it } from 'vitest';
import { proveMatrix } from './kill-matrix.ts';
import type { Caught } from './prove-rejected.ts';
import { ADD_TEST } from './testing/adder.ts';

const caught = (name: string, ...by: string[]): Caught => ({
  solution: { name, kind: 'rejected', files: {}, catches: [] },
  findings: [],
  by,
});
const test = (id: string) => ({ ...ADD_TEST, id });

it('[PR6] holds where every test catches somebody else', () => {
  const proof = proveMatrix([test('TestA'), test('TestB')], [caught('one', 'TestA', 'TestB'), caught('two', 'TestB')]);
  expect(proof).toMatchObject({ isTried: true, findings: [], seen: '2 tests × 2 mistakes, 3 catches' });
});

it('[PR6] names idle tests, mistakes that go free, and tests that catch the same', () => {
  const all = [test('TestA'), test('TestB'), test('TestC')];
  const { findings } = proveMatrix(all, [caught('one', 'TestA', 'TestB'), caught('two', 'TestB', 'TestA'), caught('three')]);
  expect(findings.map(({ where, what }) => `${where}: ${what}`)).toEqual([
    'TestC: catches no rejected solution',
    'three: is caught by no test',
    'TestA, TestB: catch exactly the same: one, two',
  ]);
});

it('[PR6] an exemption is for one pair, in whichever of the two it stands', () => {
  const same = ['TestA', 'TestB', 'TestC'];
  const all = [{ ...test('TestA'), sameAs: { test: 'TestB', because: 'They differ in what they say.' } }, test('TestB'), test('TestC')];
  expect(proveMatrix(all, [caught('one', ...same)]).findings.map(({ where }) => where)).toEqual(['TestA, TestC', 'TestB, TestC']);
});
