import type { AttemptView } from '@twohours/wire/attempt';
import type { RunId } from '@twohours/wire/id';
import { ProblemSchema } from '@twohours/wire/problem';
import type { AppendReply, Batch } from '@twohours/wire/recording';
import { routes, type BodyOf } from '@twohours/wire/route';
import {
  clientEvents,
  serverEvents,
  type ClientEventName,
  type EventReplyOf,
  type NoticeOf,
  type PayloadOf,
  type ServerEventName,
} from '@twohours/wire/socket';
import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import { call } from '../api/call.ts';
import { hasCode, notUnderstood, ProblemError, unreachable } from '../api/problem-error.ts';
import type { Link, LinkListener } from './link.ts';

/** An acknowledgement that takes longer is taken for lost; what is sent again is harmless. */
const ANSWER_MS = 5_000;
const HTTP_MS = 10_000;
/** Browsers send no more than 64 KiB with keepalive, over all requests. */
const KEEPALIVE_CHARACTERS = 60_000;

const AnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), problem: ProblemSchema }),
]);

export class SocketLink implements Link {
  readonly #socket: Socket;

  constructor() {
    this.#socket = io({
      autoConnect: false,
      transports: ['websocket'],
      auth: { as: 'candidate' },
      reconnectionDelay: 300,
      reconnectionDelayMax: 3_000,
    });
  }

  get isLive(): boolean {
    return this.#socket.connected;
  }

  open(listener: LinkListener): void {
    const hear = <N extends ServerEventName>(name: N, tell: (notice: NoticeOf<N>) => void) => {
      const event: string = name;
      this.#socket.on(event, (payload: unknown) => {
        const notice = serverEvents[name].payload.safeParse(payload);
        if (notice.success) tell(notice.data as NoticeOf<N>);
      });
    };
    this.#socket.on('connect', () => listener.up());
    this.#socket.on('disconnect', (reason) => {
      listener.down();
      // Socket.IO does not come back by itself when the server sent it away.
      if (reason === 'io server disconnect') this.#socket.connect();
    });
    this.#socket.on('connect_error', () => listener.down());
    hear('attempt:changed', (notice) => listener.changed(notice));
    hear('workspace:taken-over', (notice) => listener.takenOver(notice.epoch));
    hear('run:happened', (notice) => listener.runHappened(notice));
    hear('run:moved', (notice) => listener.runMoved(notice));
    hear('run:ended', (run) => listener.runEnded(run));
    this.#socket.connect();
  }

  close(): void {
    this.#socket.off();
    this.#socket.disconnect();
  }

  hurry(): void {
    if (!this.#socket.connected) this.#socket.disconnect().connect();
  }

  async #ask<N extends ClientEventName>(name: N, payload: PayloadOf<N>): Promise<EventReplyOf<N>> {
    const answer = AnswerSchema.safeParse(await this.#acknowledged(name, payload));
    if (!answer.success) throw notUnderstood(0, answer.error);
    if (!answer.data.ok) throw new ProblemError(answer.data.problem);
    const reply = clientEvents[name].reply.safeParse(answer.data.value);
    if (!reply.success) throw notUnderstood(0, reply.error);
    return reply.data as EventReplyOf<N>;
  }

  async #acknowledged(name: ClientEventName, payload: unknown): Promise<unknown> {
    try {
      return await this.#socket.timeout(ANSWER_MS).emitWithAck(name, payload);
    } catch (cause) {
      // Connected and silent: a line that died without a word. A new one finds out sooner than the next heartbeat.
      if (this.#socket.connected) this.#socket.disconnect().connect();
      throw unreachable(cause);
    }
  }

  readAttempt(): Promise<AttemptView> {
    return inTime((signal) => call('readAttempt', { signal }));
  }

  startAttempt(): Promise<AttemptView> {
    return inTime((signal) => call('startAttempt', { signal }));
  }

  submitAttempt(): Promise<AttemptView> {
    return inTime((signal) => call('submitAttempt', { signal }));
  }

  takeLease(body: BodyOf<'takeLease'>) {
    return inTime((signal) => call('takeLease', { body, signal }));
  }

  readWorkspace() {
    return inTime((signal) => call('readWorkspace', { signal }));
  }

  async append(batch: Batch): Promise<AppendReply> {
    try {
      return await (this.isLive ? this.#ask('workspace:append', batch) : inTime((signal) => call('appendEdits', { body: batch, signal })));
    } catch (error) {
      // A batch that no door lets through would be sent for ever.
      if (hasCode(error, 'malformed', 'too-large')) return { kind: 'refused', message: error instanceof Error ? error.message : '' };
      if (hasCode(error, 'attempt-closed')) return { kind: 'closed' };
      throw error;
    }
  }

  lastWords(batches: readonly Batch[]): void {
    let left = KEEPALIVE_CHARACTERS;
    for (const batch of batches) {
      const body = JSON.stringify(batch);
      left -= body.length;
      if (left < 0) return;
      const headers = { 'content-type': 'application/json' };
      void fetch(routes.appendEdits.path, { method: 'POST', keepalive: true, headers, body }).catch(() => undefined);
    }
  }

  async keepLeftovers(body: BodyOf<'keepLeftovers'>): Promise<void> {
    await inTime((signal) => call('keepLeftovers', { body, signal }));
  }

  compare(payload: PayloadOf<'workspace:compare'>): Promise<EventReplyOf<'workspace:compare'>> {
    if (!this.isLive) throw unreachable(new Error('comparing needs the socket'));
    return this.#ask('workspace:compare', payload);
  }

  async readClock(): Promise<EventReplyOf<'clock:read'>> {
    if (this.isLive) return this.#ask('clock:read', {});
    const view = await this.readAttempt();
    const lengths = view.phase === 'active' ? { remainingMs: view.remainingMs, closesInMs: view.closesInMs } : { remainingMs: 0, closesInMs: 0 };
    return { phase: view.phase, ...lengths, now: 0 };
  }

  format(body: BodyOf<'formatFile'>) {
    return inTime((signal) => call('formatFile', { body, signal }));
  }

  async listRuns() {
    return (await inTime((signal) => call('listRuns', { signal }))).runs;
  }

  startRun() {
    return this.isLive ? this.#ask('run:start', {}) : inTime((signal) => call('startRun', { signal }));
  }

  async cancelRun(run: RunId): Promise<void> {
    await (this.isLive ? this.#ask('run:cancel', { run }) : inTime((signal) => call('cancelRun', { params: { run }, signal })));
  }

  followRun(run: RunId) {
    return this.isLive ? this.#ask('run:follow', { run }) : inTime((signal) => call('readRun', { params: { run }, signal }));
  }
}

/** A request that nobody answers is one that may be tried again. */
async function inTime<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(HTTP_MS);
  try {
    return await ask(signal);
  } catch (error) {
    throw signal.aborted ? unreachable(error) : error;
  }
}
