import type { QueryClient } from '@tanstack/react-query';
import { serverEvents } from '@twohours/wire/socket';
import { io } from 'socket.io-client';
import { clock } from './clock.ts';
import { gather } from './gather.ts';
import { keysChangedBy } from './queries.ts';

/** A change shows within two seconds, and one reading of a long list may take part of one. */
const GATHER_MS = 300;

/**
 * Reads anew what the server says has changed, for as long as a page of staff's is open. After a lost connection
 * everything is read anew: what happened meanwhile was not heard.
 */
export function followChanges(queries: QueryClient): () => void {
  const socket = io({ transports: ['websocket'], auth: { as: 'staff' } });
  const readAnew = gather<readonly string[]>(GATHER_MS, clock, (keys) => {
    for (const queryKey of keys) void queries.invalidateQueries({ queryKey });
  });
  let wasConnected = false;
  socket.on('connect', () => {
    if (wasConnected) void queries.invalidateQueries();
    wasConnected = true;
  });
  socket.on('staff:changed', (payload: unknown) => {
    const change = serverEvents['staff:changed'].payload.safeParse(payload);
    if (change.success) keysChangedBy(change.data).forEach(readAnew);
  });
  return () => {
    socket.disconnect();
  };
}
