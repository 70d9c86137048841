const HEADER_BYTES = 8;
const STDERR = 2;

export type Stream = 'stdout' | 'stderr';

/**
 * Takes Docker's attach stream apart: frames of one byte for the stream, three of zero, four of big-endian length, and
 * that many bytes. Chunks are handed on as they come, a frame in several parts if need be; nothing is ever held back,
 * since a slow reader makes a container unkillable (moby/moby#41827).
 */
export class Demux {
  readonly #onChunk: (stream: Stream, chunk: Buffer) => void;
  #header = Buffer.alloc(0);
  #stream: Stream = 'stdout';
  #left = 0;

  constructor(onChunk: (stream: Stream, chunk: Buffer) => void) {
    this.#onChunk = onChunk;
  }

  feed(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#left > 0) {
        const part = rest.subarray(0, this.#left);
        this.#left -= part.length;
        rest = rest.subarray(part.length);
        this.#onChunk(this.#stream, part);
        continue;
      }
      const missing = HEADER_BYTES - this.#header.length;
      this.#header = Buffer.concat([this.#header, rest.subarray(0, missing)]);
      rest = rest.subarray(missing);
      if (this.#header.length < HEADER_BYTES) return;
      this.#stream = this.#header[0] === STDERR ? 'stderr' : 'stdout';
      this.#left = this.#header.readUInt32BE(4);
      this.#header = Buffer.alloc(0);
    }
  }
}
