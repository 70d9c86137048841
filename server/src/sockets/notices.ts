import type { AttemptId } from '@twohours/wire/id';
import { serverEvents, type NoticeOf, type ServerEventName } from '@twohours/wire/socket';
import type { Server } from 'socket.io';

export type CandidateNotice = Exclude<ServerEventName, 'staff:changed'>;

export const STAFF_ROOM = 'staff';

/** Everything that was opened by one session, by the hash under which it is stored. */
export function sessionRoom(hash: string): string {
  return `session:${hash}`;
}

export function attemptRoom(attempt: AttemptId): string {
  return `attempt:${attempt}`;
}

/** What the server says unasked, to every page that it concerns, whichever server that page is connected to. */
export class Notices {
  /** Of everybody who is connected to this server. */
  readonly hereRoom = `here:${crypto.randomUUID()}`;
  #io: Server | undefined;

  attach(io: Server): void {
    this.#io = io;
  }

  toAttempt<N extends CandidateNotice>(attempt: AttemptId, name: N, payload: NoticeOf<N>): void {
    this.#io?.to(attemptRoom(attempt)).emit(name, serverEvents[name].payload.parse(payload));
  }

  /** To pages that are connected to this server, without a way through Redis: each server says it to its own. */
  toAttemptHere<N extends CandidateNotice>(attempt: AttemptId, name: N, payload: NoticeOf<N>): void {
    this.#io?.local.to(attemptRoom(attempt)).emit(name, serverEvents[name].payload.parse(payload));
  }

  /** To pages that are connected to other servers. */
  toAttemptElsewhere<N extends CandidateNotice>(attempt: AttemptId, name: N, payload: NoticeOf<N>): void {
    this.#io?.to(attemptRoom(attempt)).except(this.hereRoom).emit(name, serverEvents[name].payload.parse(payload));
  }

  /** Whoever is still connected by one of these sessions is sent away, at every server. */
  cutOff(sessions: readonly string[]): void {
    // No room at all would mean everybody.
    if (sessions.length > 0) this.#io?.in(sessions.map(sessionRoom)).disconnectSockets(true);
  }

  toStaff(payload: NoticeOf<'staff:changed'>): void {
    this.#io?.to(STAFF_ROOM).emit('staff:changed', serverEvents['staff:changed'].payload.parse(payload));
  }
}
