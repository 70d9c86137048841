import type { QueryClient } from '@tanstack/react-query';
import { serverEvents } from '@twohours/wire/socket';
import { io } from 'socket.io-client';
import { keysChangedBy } from './queries.ts';

/**
 * Reads anew what the server says has changed, for as long as a page of staff's is open. After a lost connection
 * everything is read anew: what happened meanwhile was not heard.
 */
export function followChanges(queries: QueryClient): () => void {
  const socket = io({ transports: ['websocket'], auth: { as: 'staff' } });
  let wasConnected = false;
  socket.on('connect', () => {
    if (wasConnected) void queries.invalidateQueries();
    wasConnected = true;
  });
  socket.on('staff:changed', (payload: unknown) => {
    const change = serverEvents['staff:changed'].payload.safeParse(payload);
    if (!change.success) return;
    for (const queryKey of keysChangedBy(change.data)) void queries.invalidateQueries({ queryKey });
  });
  return () => {
    socket.disconnect();
  };
}
