import { describe, expect, it } from 'vitest';
import type { JobEvent } from '@twohours/wire/job';
import { KEPT_HEAD_BYTES, KEPT_TAIL_BYTES } from './limits.ts';
import { OutputKeeper } from './output-keeper.ts';
import { cutLongLines, headAndTail, makeInert } from './output-text.ts';

describe('text', () => {
  it('[T1] obeys no escape', () => {
    expect(makeInert('\u001B[1;31mred\u001B[0m\ttab\r\nnext')).toBe('red\ttab\nnext');
    expect(makeInert('\u001B[2J\u001B]0;title\u0007 \u0000 \u007F \u009B31m \u202Ereversed \rover')).toBe('␛[2J␛]0;title␇ ␀ ␡ �31m �reversed ␍over');
    expect(makeInert('\u061Cleft \u2028line \u2060joined \u{E0041}tag')).toBe('�left �line �joined �tag');
  });

  it('[T2] says what it leaves out', () => {
    expect(cutLongLines(`short\n${'x'.repeat(5_000)}\n`)).toBe(`short\n${'x'.repeat(4_096)} … 904 more characters\n`);
    expect(headAndTail('abcdefghij', 3, 2)).toBe('abc\n… 5 characters are not shown …\nij');
    expect(headAndTail('abcde', 3, 2)).toBe('abcde');
  });
});

describe('output', () => {
  function keep(): { keeper: OutputKeeper; events: JobEvent[]; pass: () => Promise<void> } {
    const events: JobEvent[] = [];
    const sleepers: (() => void)[] = [];
    const sleep = async () => new Promise<void>((resolve) => sleepers.push(resolve));
    const keeper = new OutputKeeper({ sleep }, (event) => events.push(event));
    const pass = async () => {
      for (const wake of sleepers.splice(0)) wake();
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { keeper, events, pass };
  }

  it('[T3] is told at once after a silence, and batched for a moment after that, by test', async () => {
    const { keeper, events, pass } = keep();
    const told = () => events.map((event) => (event.type === 'output' ? [event.test, event.text] : event.type));
    keeper.add('a', 'TestOne');
    keeper.add('b', 'TestOne');
    await Promise.resolve();
    expect(events).toEqual([{ type: 'output', stream: 'stdout', test: 'TestOne', text: 'ab' }]);
    for (const text of ['c', 'd']) {
      keeper.add(text, 'TestOne');
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(events).toHaveLength(1);
    await pass();
    expect(told().slice(1)).toEqual([['TestOne', 'cd']]);
    // Nothing came for as long as a batch takes.
    await pass();
    keeper.add('e', 'TestOne');
    await Promise.resolve();
    expect(told().slice(2)).toEqual([['TestOne', 'e']]);
    keeper.add('f', 'TestOne');
    keeper.add('g');
    keeper.finish();
    expect(told().slice(3)).toEqual([
      ['TestOne', 'f'],
      [undefined, 'g'],
    ]);
  });

  it('[T15] may come byte by byte', () => {
    const { keeper, events } = keep();
    for (let byte = 0; byte < 500_000; byte += 1) keeper.add(byte % 100 === 0 ? '\n' : 'x');
    keeper.finish();
    expect(events).toContainEqual({ type: 'output-cut', bytes: 500_000 - KEPT_HEAD_BYTES - KEPT_TAIL_BYTES });
  }, 3_000);

  it('[T4] keeps its first 48 KiB and its last 16, and says how much is missing', () => {
    const { keeper, events } = keep();
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index} ä\n`);
    for (const line of lines) keeper.add(line);
    keeper.finish();
    const texts = events.flatMap((event) => (event.type === 'output' ? [event.text] : []));
    const cut = events.find((event) => event.type === 'output-cut')?.bytes ?? 0;
    const whole = lines.join('');
    const [shown, tail] = [texts.slice(0, -1).join(''), texts.at(-1) ?? ''];
    expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(KEPT_HEAD_BYTES);
    expect(whole.startsWith(shown)).toBe(true);
    expect(Buffer.byteLength(tail)).toBeLessThanOrEqual(KEPT_TAIL_BYTES);
    expect(whole.endsWith(tail)).toBe(true);
    expect(Buffer.byteLength(shown) + cut + Buffer.byteLength(tail)).toBe(Buffer.byteLength(whole));
  });
});
