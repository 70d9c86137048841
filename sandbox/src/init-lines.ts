import { z } from 'zod';

/** What process 1 of the run stage says of each program; see image/go/cmd/init. */
const ReportSchema = z.object({
  type: z.enum(['started', 'ended']),
  program: z.number().int().nonnegative(),
  code: z.number().int(),
  signal: z.string().optional(),
  outOfMemory: z.number().int(),
  outOfProcesses: z.number().int(),
  wallMs: z.number().int(),
  cpuMs: z.number().int(),
  maxMemory: z.number().int(),
  error: z.string().optional(),
});
export type Report = z.infer<typeof ReportSchema>;

const RECORD_SEPARATOR = 0x1e;
const NEWLINE = 0x0a;
const LONGEST_LINE_BYTES = 4_096;

/**
 * Divides standard output into what programs print and the lines of process 1, which begin with a nonce that no program
 * can know. Of what programs print nothing is held back but what may yet turn out to be the beginning of such a line.
 */
export class InitLines {
  readonly #prefix: Buffer;
  readonly #onReport: (report: Report) => void;
  readonly #onOutput: (chunk: Buffer) => void;
  #held = Buffer.alloc(0);

  constructor(nonce: string, on: { report: (report: Report) => void; output: (chunk: Buffer) => void }) {
    this.#prefix = Buffer.concat([Buffer.from([RECORD_SEPARATOR]), Buffer.from(`${nonce} `)]);
    this.#onReport = on.report;
    this.#onOutput = on.output;
  }

  feed(chunk: Buffer): void {
    let rest = this.#held.length > 0 ? Buffer.concat([this.#held, chunk]) : chunk;
    this.#held = Buffer.alloc(0);
    while (rest.length > 0) {
      const at = this.#find(rest);
      if (at > 0) this.#onOutput(rest.subarray(0, at));
      rest = rest.subarray(at);
      if (rest.length === 0) return;
      const end = rest.indexOf(NEWLINE, this.#prefix.length);
      const isWhole = rest.length >= this.#prefix.length && end >= 0;
      if (!isWhole) {
        // A copy: the chunk's memory is the socket's.
        this.#held = Buffer.from(rest.subarray(0, LONGEST_LINE_BYTES));
        return;
      }
      this.#onReport(ReportSchema.parse(JSON.parse(rest.subarray(this.#prefix.length, end).toString('utf8'))));
      rest = rest.subarray(end + 1);
    }
  }

  /** What was held back to the end was the programs'. */
  finish(): void {
    if (this.#held.length > 0) this.#onOutput(this.#held);
    this.#held = Buffer.alloc(0);
  }

  /** Where one of our lines begins, or could: at the end of what there is, its first bytes are enough. */
  #find(bytes: Buffer): number {
    for (let at = bytes.indexOf(RECORD_SEPARATOR); at >= 0; at = bytes.indexOf(RECORD_SEPARATOR, at + 1)) {
      const seen = bytes.subarray(at, at + this.#prefix.length);
      if (seen.equals(this.#prefix.subarray(0, seen.length))) return at;
    }
    return bytes.length;
  }
}

/**
 * When process 1 has said its last. It says it on both streams, and nobody knows which of them is read first: only once both
 * have carried it has everything come that was printed before.
 */
export class LastWord {
  readonly #programs: number;
  readonly #said = Promise.withResolvers<void>();
  readonly #ended = { stdout: 0, stderr: 0 };
  readonly #silent = new Set(['stdout', 'stderr']);

  constructor(programs: number) {
    this.#programs = programs;
  }

  get said(): Promise<void> {
    return this.#said.promise;
  }

  hear(stream: 'stdout' | 'stderr', report: Report): void {
    if (report.type !== 'ended') return;
    this.#ended[stream] += 1;
    const isLast = this.#ended[stream] === this.#programs || report.outOfMemory > 0 || report.error !== undefined;
    if (isLast) this.#silent.delete(stream);
    if (this.#silent.size === 0) this.#said.resolve();
  }
}
