import { expect, it } from 'vitest';
import { accountJson, accountText, type Account } from './account.ts';
import { decide } from './decide.ts';
import { wrap } from '../table.ts';
import { UNDER_RUNSC } from './testing/under-runsc.ts';

const account: Account = {
  report: { results: UNDER_RUNSC, handIn: 'volume', tookMs: 4_321 },
  decision: decide(UNDER_RUNSC, { runtime: 'runsc', allowsUnlimitedRunsc: false }),
  engine: { version: '20.10.24', cgroup: 'v1', defaultRuntime: 'runc', runtimes: ['runc', 'runsc'], kernel: '6.18.44' },
  runtime: 'runsc',
  images: { compile: `sha256:${'c'.repeat(64)}`, run: `sha256:${'d'.repeat(64)}` },
};

it('[ST14] an operator reads a table of 80 columns, and below it what is missing and on what engine', () => {
  const text = accountText(account);
  for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  for (const what of [
    'NO    memory',
    'yes   network',
    'Docker 20.10.24',
    'cgroup         v1',
    'runtime        runsc',
    'volume',
    'took           4.3 s',
  ])
    expect(text).toContain(what);
  expect(text).toMatch(/Failed: .*\n {2}- memory is not held/);
  const letPass = accountText({ ...account, decision: decide(UNDER_RUNSC, { runtime: 'runsc', allowsUnlimitedRunsc: true }) });
  expect(letPass).toMatch(/Passed: .*\n {2}- Let pass, for development only: memory is not held/);
});

it('[ST15] a program reads the same as JSON', () => {
  const told: unknown = JSON.parse(accountJson(account));
  expect(told).toMatchObject({ state: 'failed', failed: ['memory', 'processes'], handIn: 'volume', runtime: 'runsc', engine: { cgroup: 'v1' } });
});

it('[ST16] cells break at spaces, and a word that is too long breaks anywhere', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('abcdefghij k', 4)).toEqual(['abcd', 'efgh', 'ij k']);
  expect(wrap('', 4)).toEqual(['']);
});
