import type { Stream } from './demux.ts';
import { Fault } from './fault.ts';

const HEADER_BYTES = 5;
const STREAMS: ReadonlyMap<string, Stream> = new Map([
  ['1', 'stdout'],
  ['2', 'stderr'],
]);
const OVER = '.';
const LONGEST_BYTES = 1024 ** 2;

/**
 * Takes apart what process 1 of the compile stage says: one byte for the kind, four of big-endian length, and that many
 * bytes. What a job writes is handed on as it comes; that it is over, whole.
 */
export class WorkerFrames {
  readonly #on: { readonly output: (stream: Stream, chunk: Buffer) => void; readonly over: (text: string) => void };
  #pending = Buffer.alloc(0);
  #stream: Stream | undefined;
  #left = 0;

  constructor(on: { output: (stream: Stream, chunk: Buffer) => void; over: (text: string) => void }) {
    this.#on = on;
  }

  feed(chunk: Buffer): void {
    let rest = this.#pending.length > 0 ? Buffer.concat([this.#pending, chunk]) : chunk;
    this.#pending = Buffer.alloc(0);
    while (rest.length > 0) {
      if (this.#stream && this.#left > 0) {
        const part = rest.subarray(0, this.#left);
        this.#left -= part.length;
        this.#on.output(this.#stream, part);
        rest = rest.subarray(part.length);
        continue;
      }
      const after = this.#header(rest);
      if (!after) {
        // A copy: the chunk's memory is the socket's.
        this.#pending = Buffer.from(rest);
        return;
      }
      rest = after;
    }
  }

  /** What follows a whole header, and a whole message that a job is over; undefined where there is less. */
  #header(bytes: Buffer): Buffer | undefined {
    if (bytes.length < HEADER_BYTES) return undefined;
    const kind = bytes.toString('latin1', 0, 1);
    const length = bytes.readUInt32BE(1);
    const end = HEADER_BYTES + length;
    if (length > LONGEST_BYTES) throw new Fault('process 1 of the compile stage said something too long');
    this.#stream = STREAMS.get(kind);
    this.#left = length;
    if (this.#stream) return bytes.subarray(HEADER_BYTES);
    if (kind !== OVER) throw new Fault('process 1 of the compile stage said something that makes no sense');
    if (bytes.length < end) return undefined;
    this.#on.over(bytes.toString('utf8', HEADER_BYTES, end));
    return bytes.subarray(end);
  }
}
