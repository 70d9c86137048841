import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Of hidden tests that are process 1: how often the cgroup refused the programs that the test started. */
const counted = { outOfMemory: z.number().int().nonnegative().default(0), outOfProcesses: z.number().int().nonnegative().default(0) };

/** What the guard says; see image/go/guard. */
const RecordSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), seq: z.number() }),
  z.object({ kind: z.literal('start'), seq: z.number(), test: z.string() }),
  z.object({
    kind: z.literal('end'),
    seq: z.number(),
    test: z.string(),
    status: z.enum(['passed', 'failed', 'raced', 'crashed']),
    elapsedMs: z.number().int().nonnegative().default(0),
    ...counted,
  }),
  /** A race was reported after this test had ended, and before the next began. */
  z.object({ kind: z.literal('raced-late'), seq: z.number(), test: z.string() }),
  /** After a race the rest needs another process, since the race detector reports each race once; and after a bubble that was left. */
  z.object({ kind: z.literal('fresh'), seq: z.number() }),
  z.object({
    kind: z.literal('timeout'),
    seq: z.number(),
    test: z.string(),
    elapsedMs: z.number().int().nonnegative().default(0),
    ...counted,
  }),
  z.object({ kind: z.literal('exit'), seq: z.number(), code: z.number().int().default(0) }),
]);
export type Record = z.infer<typeof RecordSchema>;

const MAC_HEX = 64;
const LONGEST_RECORD = 4_096;
const EVIDENCE_LENGTH = 400;

function mac(key: Buffer, message: string | Buffer): Buffer {
  return createHmac('sha256', key).update(message).digest();
}

/** What the guard writes to standard error beside record `seq`, so that output can be told apart by test. */
export function markOf(key: Buffer, seq: number): string {
  return mac(key, `mark ${seq}`).toString('hex');
}

/**
 * Reads the guard's records: each on a line behind its HMAC, numbered from 1 without a gap. Anything else on this stream
 * was written by somebody who should not have it.
 */
export class Records {
  readonly all: Record[] = [];
  readonly #key: Buffer;
  readonly #onRecord: (record: Record) => void;
  #pending = Buffer.alloc(0);
  #bad: string | undefined;

  constructor(key: Buffer, onRecord: (record: Record) => void = () => undefined) {
    this.#key = key;
    this.#onRecord = onRecord;
  }

  /** Why the stream cannot be believed, or undefined. */
  get bad(): string | undefined {
    return this.#bad;
  }

  feed(chunk: Buffer): void {
    if (this.#bad !== undefined) return;
    this.#pending = Buffer.concat([this.#pending, chunk]);
    for (;;) {
      const end = this.#pending.indexOf('\n');
      if (end < 0) break;
      this.#line(this.#pending.subarray(0, end));
      this.#pending = this.#pending.subarray(end + 1);
    }
    if (this.#pending.length > LONGEST_RECORD) this.#refuse('a line without an end', this.#pending);
  }

  /** The process ended by itself, so a line that was begun will not be finished. */
  finish(): void {
    if (this.#pending.length > 0) this.#refuse('a line without an end', this.#pending);
  }

  #line(line: Buffer): void {
    if (this.#bad !== undefined) return;
    const body = line.subarray(MAC_HEX + 1);
    const claimed = Buffer.from(line.subarray(0, MAC_HEX).toString('latin1'), 'hex');
    const expected = mac(this.#key, body);
    if (claimed.length !== expected.length || !timingSafeEqual(claimed, expected)) return this.#refuse('a record that the guard did not sign', line);
    const record = RecordSchema.safeParse(JSON.parse(body.toString('utf8')));
    if (!record.success) return this.#refuse('a signed record that cannot be read', line);
    if (record.data.seq !== this.all.length + 1) return this.#refuse(`record ${record.data.seq} where ${this.all.length + 1} was due`, line);
    this.all.push(record.data);
    this.#onRecord(record.data);
  }

  #refuse(what: string, line: Buffer): void {
    this.#bad = `${what}: ${JSON.stringify(line.subarray(0, EVIDENCE_LENGTH).toString('latin1'))}`;
  }
}
