import { z } from 'zod';
import { DiagnosticSchema } from '@twohours/wire/job';
import { Fault } from './fault.ts';

const LENGTH_BYTES = 4;
const LONGEST_MESSAGE_BYTES = 4 * 1024 ** 2;

/** What the compile program answers with; see image/go/frame. */
export const MessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('diagnostic'), diagnostic: DiagnosticSchema }),
  z.object({ type: z.literal('refused') }),
  z.object({ type: z.literal('not-compiled') }),
  /** `package` is its directory, '' for the root. With `command` it is the candidate's program of that name, else a test program. */
  z.object({
    type: z.literal('binary'),
    package: z.string(),
    command: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/)
      .optional(),
    bytes: z.number().int().nonnegative(),
  }),
  /** No more programs will come; what follows is vet's. */
  z.object({ type: z.literal('built') }),
  z.object({ type: z.literal('formatted'), text: z.string() }),
  z.object({ type: z.literal('not-formatted') }),
  z.object({ type: z.literal('broken'), text: z.string() }),
  z.object({ type: z.literal('done') }),
]);
export type Message = z.infer<typeof MessageSchema>;

/** Takes the compile program's answer apart. `raw` is what followed a message that announced bytes. */
export class Frames {
  readonly #onMessage: (message: Message, raw: Buffer) => void;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #needed = LENGTH_BYTES;
  #step: 'length' | 'message' | 'raw' = 'length';
  #message: Message | undefined;

  constructor(onMessage: (message: Message, raw: Buffer) => void) {
    this.#onMessage = onMessage;
  }

  /** Throws a Fault where the program does not keep to its format. */
  feed(chunk: Buffer): void {
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    while (this.#waitingBytes >= this.#needed) this.#take(this.#shift(this.#needed));
  }

  #shift(bytes: number): Buffer {
    const all = this.#waiting.length === 1 ? (this.#waiting[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#waiting);
    this.#waiting = [all.subarray(bytes)];
    this.#waitingBytes -= bytes;
    return all.subarray(0, bytes);
  }

  #take(part: Buffer): void {
    switch (this.#step) {
      case 'length':
        this.#needed = part.readUInt32BE(0);
        if (this.#needed > LONGEST_MESSAGE_BYTES) throw new Fault('the compile program sent a message that is too long');
        this.#step = 'message';
        return;
      case 'message':
        this.#message = parse(part);
        this.#needed = this.#message.type === 'binary' ? this.#message.bytes : 0;
        this.#step = 'raw';
        return;
      case 'raw':
        if (this.#message) this.#onMessage(this.#message, part);
        this.#needed = LENGTH_BYTES;
        this.#step = 'length';
    }
  }
}

function parse(body: Buffer): Message {
  try {
    return MessageSchema.parse(JSON.parse(body.toString('utf8')));
  } catch (cause) {
    throw new Fault('the compile program sent a message that cannot be read', { cause });
  }
}
