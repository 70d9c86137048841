import { expect, it } from 'vitest';
import { Frames, type Message } from './frames.ts';

function frame(message: object, raw = ''): Buffer {
  const body = Buffer.from(JSON.stringify({ ...message, ...(raw && { bytes: raw.length }) }));
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body, Buffer.from(raw)]);
}

function readAll(bytes: Buffer, size = bytes.length): [string, string][] {
  const heard: [string, string][] = [];
  const frames = new Frames((message: Message, raw) => heard.push([message.type, raw.toString()]));
  for (let at = 0; at < bytes.length; at += size) frames.feed(bytes.subarray(at, at + size));
  return heard;
}

it('[C3] reads messages and the programs behind them, however they are cut', () => {
  const diagnostic = { tool: 'vet', message: 'odd' };
  const whole = Buffer.concat([
    frame({ type: 'binary', package: '' }, 'ELF'),
    frame({ type: 'built' }),
    frame({ type: 'diagnostic', diagnostic }),
    frame({ type: 'done' }),
  ]);
  for (let size = 1; size <= whole.length; size += 7) {
    expect(readAll(whole, size)).toEqual([
      ['binary', 'ELF'],
      ['built', ''],
      ['diagnostic', ''],
      ['done', ''],
    ]);
  }
});

it('[C4] does not believe a length that nothing has, nor a message that it does not know', () => {
  expect(() => readAll(Buffer.from([255, 255, 255, 255]))).toThrow('too long');
  expect(() => readAll(frame({ type: 'passed' }))).toThrow('cannot be read');
  expect(() => readAll(frame({ type: 'binary', package: '', bytes: -1 }))).toThrow('cannot be read');
});
