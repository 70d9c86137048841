import { expect, test } from 'vitest';
import { highlight, pieces } from './highlight.ts';

const told = (text: string) =>
  highlight('a.go', text).map((tokens, line) => tokens.map(({ from, to, tone }) => [tone, text.split('\n')[line]?.slice(from, to)]));

test('[UI8] what stands in a comment or a text is no keyword', () => {
  expect(told('return "func" // for\nvar x = 0x1F')).toEqual([
    [
      ['keyword', 'return'],
      ['string', '"func"'],
      ['comment', '// for'],
    ],
    [
      ['keyword', 'var'],
      ['number', '0x1F'],
    ],
  ]);
});

test('[UI8] a comment over several lines goes on in each', () => {
  expect(told('x /* one\n\ntwo */ if')).toEqual([
    [['comment', '/* one']],
    [],
    [
      ['comment', 'two */'],
      ['keyword', 'if'],
    ],
  ]);
});

test('[UI8] what exercises are deployed and explained with is told apart too', () => {
  const first = (path: string, text: string) => highlight(path, text)[0]?.map(({ from, to, tone }) => [tone, text.slice(from, to)]);
  expect(first('deploy/a.yaml', '- name: "x: y" # why')).toEqual([
    ['keyword', 'name'],
    ['string', '"x: y"'],
    ['comment', '# why'],
  ]);
  expect(first('a.yml', 'replicas: 3')).toEqual([
    ['keyword', 'replicas'],
    ['number', '3'],
  ]);
  expect(first('a.yaml', "  it's: don't#x")).toEqual([]);
  expect(first('build/Dockerfile', 'FROM golang AS build')).toEqual([
    ['keyword', 'FROM'],
    ['keyword', 'AS'],
  ]);
  expect(first('NOTES.md', '## Why `x`')).toEqual([['keyword', '## Why `x`']]);
});

test('[UI8] other files are left alone', () => {
  expect(highlight('node.log', 'for return')).toEqual([[]]);
});

test('[UI8] the pieces of a line are the line', () => {
  const line = 'return a + "b"';
  const cut = pieces(line, highlight('a.go', line)[0] ?? [], [{ from: 9, to: 12 }]);
  expect(cut.map(({ text }) => text).join('')).toBe(line);
  expect(
    cut
      .filter(({ isChanged }) => isChanged)
      .map(({ text }) => text)
      .join(''),
  ).toBe('+ "');
  expect(pieces('', [], [])).toEqual([]);
});
