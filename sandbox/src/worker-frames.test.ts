import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WorkerFrames } from './worker-frames.ts';

function frame(kind: string, content: string): Buffer {
  const head = Buffer.alloc(5);
  head.write(kind, 0, 'latin1');
  head.writeUInt32BE(Buffer.byteLength(content), 1);
  return Buffer.concat([head, Buffer.from(content)]);
}

function read(chunks: readonly Buffer[]): string[] {
  const heard: string[] = [];
  const add = (line: string) => {
    const last = heard.at(-1);
    // Pieces of one stream are one text, however they were cut.
    if (last !== undefined && last[0] === line[0] && line[0] !== '.') heard[heard.length - 1] = last + line.slice(1);
    else heard.push(line);
  };
  const frames = new WorkerFrames({
    output: (stream, chunk) => add((stream === 'stdout' ? '1' : '2') + chunk.toString('latin1')),
    over: (text) => add(`.${text}`),
  });
  for (const chunk of chunks) frames.feed(chunk);
  return heard;
}

it('[C10] takes what process 1 of the compile stage passes on apart, however it is cut', () => {
  const whole = Buffer.concat([
    frame('1', 'one'),
    frame('2', 'two'),
    frame('1', ''),
    frame('1', '.\u0000x'),
    frame('.', '{"code":0}'),
    frame('1', 'next'),
  ]);
  fc.assert(
    fc.property(fc.array(fc.nat({ max: whole.length })), (cuts) => {
      const edges = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
      const chunks = edges.slice(1).map((end, index) => whole.subarray(edges[index], end));
      expect(read(chunks)).toEqual(['1one', '2two', '1.\u0000x', '.{"code":0}', '1next']);
    }),
  );
});

it('[C11] believes no frame of another kind, and none without an end', () => {
  expect(() => read([frame('x', '')])).toThrow('makes no sense');
  const endless = Buffer.concat([Buffer.from('1'), Buffer.from([0xff, 0xff, 0xff, 0xff])]);
  expect(() => read([endless])).toThrow('too long');
});
