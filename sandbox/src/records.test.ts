import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { markOf, Records } from './records.ts';
import { outputsByTest, withRaceReport } from './test-outputs.ts';

const KEY = Buffer.alloc(32, 7);

function signed(record: object, key = KEY): string {
  const body = JSON.stringify(record);
  return `${createHmac('sha256', key).update(body).digest('hex')} ${body}\n`;
}

function readAll(text: string): Records {
  const records = new Records(KEY);
  records.feed(Buffer.from(text));
  records.finish();
  return records;
}

const ready = signed({ seq: 1, kind: 'ready' });
const start = signed({ seq: 2, kind: 'start', test: 'TestOne' });
const end = signed({ seq: 3, kind: 'end', test: 'TestOne', status: 'passed' });

describe('records', () => {
  it('[R1] are believed when they are signed and in order, however they are cut', () => {
    const records = new Records(KEY);
    for (const byte of Buffer.from(ready + start + end)) records.feed(Buffer.from([byte]));
    records.finish();
    expect(records.bad).toBeUndefined();
    expect(records.all.map(({ kind }) => kind)).toEqual(['ready', 'start', 'end']);
  });

  it.each([
    ['signed with another key', ready + signed({ seq: 2, kind: 'end', test: 'TestOne', status: 'passed' }, Buffer.alloc(32, 8)), 'did not sign'],
    ['changed after signing', ready + start + end.replace('passed', 'failed'), 'did not sign'],
    ['left out', ready + end, 'record 3 where 2 was due'],
    ['said again', ready + start + start, 'record 2 where 3 was due'],
    ['plain text', `${ready}PASS\n`, 'did not sign'],
    ['an empty line', `${ready}\n`, 'did not sign'],
    ['not finished', ready + start.slice(0, 20), 'without an end'],
    ['endless', ready + 'x'.repeat(10_000), 'without an end'],
    ['of an unknown kind', ready + signed({ seq: 2, kind: 'bonus' }), 'cannot be read'],
  ])('[R2] that are %s are not believed', (_, text, why) => {
    expect(readAll(text).bad).toContain(why);
  });
});

it('[R3] output is its test’s from the start to the next start, and marks that the guard did not make are text', () => {
  const mark = (seq: number) => `\u001E${markOf(KEY, seq)}\n`;
  const forged = `\u001E${'0'.repeat(64)}\n`;
  const { all } = readAll(ready + start + end + signed({ seq: 4, kind: 'start', test: 'TestTwo' }));
  const printed = `early\n${mark(1)}before\n${mark(2)}one\n${forged}still one\n${mark(3)}after one\n${mark(4)}two`;
  expect([...outputsByTest(printed, all, KEY)]).toEqual([
    ['', 'early\nbefore\n'],
    ['TestOne', `one\n${'0'.repeat(64)}still one\nafter one\n`],
    ['TestTwo', 'two'],
  ]);
});

it('[R4] a report of the race detector is one, whatever was printed in front of it', () => {
  const report = (before: string) => `==================\n${before}WARNING: DATA RACE\nWrite at 0x00c0000840b0 by goroutine 8:\n`;
  const outputs = new Map([
    ['', report('')],
    ['TestOne', report('xxx')],
    ['TestTwo', 'no race\n'],
  ]);
  expect([...withRaceReport(outputs)]).toEqual(['', 'TestOne']);
});
