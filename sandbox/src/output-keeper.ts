import type { JobEvent } from '@twohours/wire/job';
import type { SandboxClock } from './clock.ts';
import { KEPT_HEAD_BYTES, KEPT_TAIL_BYTES } from './limits.ts';
import { cutLongLines, makeInert } from './output-text.ts';

const FLUSH_MS = 50;
const FLUSH_AT = 16 * 1024;

interface Piece {
  readonly test: string | undefined;
  readonly text: string;
}

/**
 * Theory of operation. What a program prints becomes events: at once after a silence, then batched for 50 ms or 16 KiB, the
 * first 48 KiB as they come. Past that the last 16 KiB are kept aside, and at the end follow how much was left out and those.
 */
export class OutputKeeper {
  readonly #emit: (event: JobEvent) => void;
  readonly #clock: Pick<SandboxClock, 'sleep'>;
  readonly #ended = new AbortController();
  #batch: Piece | undefined;
  #isFlushing = false;
  #shownBytes = 0;
  #tail: Piece[] = [];
  #tailBytes = 0;
  #cutBytes = 0;

  constructor(clock: Pick<SandboxClock, 'sleep'>, emit: (event: JobEvent) => void) {
    this.#clock = clock;
    this.#emit = emit;
  }

  /** `text` is of one test, or of none. */
  add(raw: string, test?: string): void {
    if (raw === '') return;
    const text = cutLongLines(makeInert(raw));
    const bytes = Buffer.byteLength(text);
    if (this.#shownBytes + bytes > KEPT_HEAD_BYTES) return this.#keepTail({ test, text }, bytes);
    this.#shownBytes += bytes;
    if (this.#batch && (this.#batch.test !== test || this.#batch.text.length > FLUSH_AT)) this.flush();
    this.#batch = { test, text: (this.#batch?.text ?? '') + text };
    if (!this.#isFlushing) void this.#keepFlushing();
  }

  /** What was added is said before what is emitted next. */
  flush(): void {
    if (this.#batch) this.#say(this.#batch);
    this.#batch = undefined;
  }

  finish(): void {
    this.#ended.abort();
    this.flush();
    this.#trimTail();
    if (this.#cutBytes > 0) this.#emit({ type: 'output-cut', bytes: this.#cutBytes });
    for (const piece of this.#tail.splice(0)) {
      if (this.#batch && this.#batch.test !== piece.test) this.flush();
      this.#batch = { test: piece.test, text: (this.#batch?.text ?? '') + piece.text };
    }
    this.flush();
  }

  #say({ test, text }: Piece): void {
    this.#emit({ type: 'output', stream: 'stdout', ...(test !== undefined && { test }), text });
  }

  #keepTail(piece: Piece, bytes: number): void {
    // Nothing is shown past a gap that has begun.
    this.#shownBytes = KEPT_HEAD_BYTES;
    const last = this.#tail.at(-1);
    if (last && last.test === piece.test) this.#tail[this.#tail.length - 1] = { test: piece.test, text: last.text + piece.text };
    else this.#tail.push(piece);
    this.#tailBytes += bytes;
    // Not with every byte that a program may choose to print by itself.
    if (this.#tailBytes > 2 * KEPT_TAIL_BYTES) this.#trimTail();
  }

  #trimTail(): void {
    while (this.#tailBytes > KEPT_TAIL_BYTES) {
      const [first] = this.#tail;
      if (!first) return;
      const excess = this.#tailBytes - KEPT_TAIL_BYTES;
      const firstBytes = Buffer.byteLength(first.text);
      const dropped = Math.min(excess, firstBytes);
      // Not inside a character: the tail may keep a few bytes less than it could.
      const kept = Buffer.from(first.text).subarray(dropped).toString('utf8').replace(/^�+/, '');
      if (kept === '') this.#tail.shift();
      else this.#tail[0] = { test: first.test, text: kept };
      const lost = firstBytes - Buffer.byteLength(kept);
      this.#tailBytes -= lost;
      this.#cutBytes += lost;
    }
  }

  async #keepFlushing(): Promise<void> {
    this.#isFlushing = true;
    // With what was read in the same turn.
    await Promise.resolve();
    while (this.#batch && !this.#ended.signal.aborted) {
      this.flush();
      await this.#clock.sleep(FLUSH_MS, this.#ended.signal);
    }
    this.#isFlushing = false;
  }
}
