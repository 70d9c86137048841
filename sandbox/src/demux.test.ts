import { expect, it } from 'vitest';
import { Demux, type Stream } from './demux.ts';

function frame(stream: number, text: string): Buffer {
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

it("[C1] takes Docker's stream apart, however it is cut", () => {
  const whole = Buffer.concat([frame(1, 'out'), frame(2, 'err'), frame(1, ''), frame(1, 'put ä')]);
  for (let size = 1; size <= whole.length; size += 1) {
    const heard: Record<Stream, Buffer[]> = { stdout: [], stderr: [] };
    const demux = new Demux((stream, chunk) => heard[stream].push(chunk));
    for (let at = 0; at < whole.length; at += size) demux.feed(whole.subarray(at, at + size));
    expect([Buffer.concat(heard.stdout).toString(), Buffer.concat(heard.stderr).toString()]).toEqual(['output ä', 'err']);
  }
});

it('[C2] hands on what it has of a frame that is not whole', () => {
  const heard: string[] = [];
  const demux = new Demux((_, chunk) => heard.push(chunk.toString()));
  demux.feed(frame(1, 'half of it').subarray(0, 12));
  expect(heard).toEqual(['half']);
});
