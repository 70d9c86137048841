import { z } from 'zod';
import { ActiveViewSchema, AttemptPhaseSchema } from './attempt.ts';
import { RunIdSchema } from './id.ts';
import { JobEventEntrySchema } from './job.ts';
import type { ProblemSchema } from './problem.ts';
import { AppendReplySchema, BatchSchema } from './recording.ts';
import { RunPlaceSchema, RunStorySchema, RunViewSchema } from './run.ts';
import type { Audience } from './route.ts';
import { InstantSchema, LengthSchema } from './time.ts';
import { FileIdSchema } from './workspace.ts';

/*
  One namespace. The handshake says `auth: { as: 'candidate' | 'staff' }`, which picks the cookie. A candidate's socket
  is in the room of its one attempt, a staff socket in the room of staff. Every event from the client is acknowledged
  with an Answer; the server's own events are not.
*/
export const HandshakeSchema = z.strictObject({ as: z.enum(['candidate', 'staff']) });

export interface ClientEvent {
  readonly audience: readonly Audience[];
  readonly payload: z.ZodType;
  readonly reply: z.ZodType;
}

export const clientEvents = {
  'workspace:append': { audience: ['candidate'], payload: BatchSchema, reply: AppendReplySchema },
  /** SHA-256 (hex) of the UTF-8 text of files touched since the last time, as they stand at `seq`. */
  'workspace:compare': {
    audience: ['candidate'],
    payload: z.strictObject({ seq: z.number().int().nonnegative(), hashes: z.record(FileIdSchema, z.string()) }),
    /** Files that differ: send a snapshot of each. Empty also when the server is at another seq. */
    reply: z.strictObject({ differ: z.array(FileIdSchema) }),
  },
  /** Asked on waking up, every minute, and before a page believes zero. */
  'clock:read': {
    audience: ['candidate'],
    payload: z.strictObject({}),
    reply: z.strictObject({ phase: AttemptPhaseSchema, remainingMs: LengthSchema, closesInMs: LengthSchema, now: InstantSchema }),
  },
  'run:start': { audience: ['candidate'], payload: z.strictObject({}), reply: RunViewSchema },
  'run:cancel': { audience: ['candidate'], payload: z.strictObject({ run: RunIdSchema }), reply: z.strictObject({}) },
  /** From the first event; what comes after arrives as `run:happened`. */
  'run:follow': { audience: ['candidate'], payload: z.strictObject({ run: RunIdSchema }), reply: RunStorySchema },
} as const satisfies Record<string, ClientEvent>;
export type ClientEventName = keyof typeof clientEvents;

export const serverEvents = {
  /** Deadline, phase or grants changed. A closed attempt is read anew over HTTP. */
  'attempt:changed': { audience: ['candidate'], payload: z.union([ActiveViewSchema, z.strictObject({ phase: z.literal('closed') })]) },
  /** Someone else writes now: batches with an older epoch are refused. */
  'workspace:taken-over': { audience: ['candidate'], payload: z.strictObject({ epoch: z.number().int() }) },
  /** Without entries: it was asked for a moment ago. */
  'run:happened': { audience: ['candidate'], payload: z.strictObject({ run: RunIdSchema, entries: z.array(JobEventEntrySchema) }) },
  /** Its place in the queue is another than before. */
  'run:moved': { audience: ['candidate'], payload: z.strictObject({ run: RunIdSchema, place: RunPlaceSchema }) },
  'run:ended': { audience: ['candidate'], payload: RunViewSchema },
  /** Something that staff's pages show has changed; they read it anew. */
  'staff:changed': {
    audience: ['admin', 'reviewer', 'grader'],
    payload: z.strictObject({ what: z.enum(['invitation', 'attempt', 'grading', 'lanes', 'points', 'status']), id: z.string() }),
  },
} as const satisfies Record<string, { audience: readonly Audience[]; payload: z.ZodType }>;
export type ServerEventName = keyof typeof serverEvents;

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: z.infer<typeof ProblemSchema> };

export type PayloadOf<N extends ClientEventName> = z.input<(typeof clientEvents)[N]['payload']>;
export type EventReplyOf<N extends ClientEventName> = z.infer<(typeof clientEvents)[N]['reply']>;
export type NoticeOf<N extends ServerEventName> = z.infer<(typeof serverEvents)[N]['payload']>;
