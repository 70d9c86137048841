import type { Socket } from 'socket.io';

/** What a socket is spoken over. */
export type Connection = Socket['conn'];

/**
 * What may wait for a page that does not read. More than the longest story of a run, which is a message of its own; twice
 * this is the most that one page can make us keep, as much again being on its way already.
 */
const MOST_WAITING = 8 * 1024 * 1024;

/**
 * A browser that stalls, or a line that is dead and has not been noticed yet, is sent what it asked for all the same:
 * nobody waits for it, and what it does not take is kept for it, up to a limit. Then its line is cut. A page that comes
 * back asks for its run from the first event, so that it has missed nothing.
 */
export function cutOffStalled(connection: Connection, most: number = MOST_WAITING): void {
  let waiting = 0;
  connection.on('packetCreate', ({ data }: { data?: string | Buffer }) => {
    if (connection.transport.writable) return;
    waiting += data?.length ?? 0;
    // Not closed: that would wait until everything has been read.
    if (waiting > most) connection.request.socket.destroy();
  });
  // All of it was handed on.
  connection.on('drain', () => (waiting = 0));
}
