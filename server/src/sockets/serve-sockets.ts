import type { Server as HttpServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Refused } from '@twohours/wire/problem';
import type { Audience } from '@twohours/wire/route';
import { clientEvents, HandshakeSchema, serverEvents } from '@twohours/wire/socket';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { Server, type Socket } from 'socket.io';
import type { Authenticate } from '../http/api.ts';
import { isFromUs } from '../http/origin.ts';
import { parseAtDoor, toProblem } from '../http/problems.ts';
import { readCredentials, type Candidate, type Who } from '../http/who.ts';
import { cutOffStalled, type Connection } from './cut-off-stalled.ts';
import { sessionRoom, STAFF_ROOM } from './notices.ts';

/** A batch of edits has at most a few thousand of them; a snapshot of the largest file fits many times over. */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

export interface ServeSocketsDeps {
  /** The adapter duplicates it for what blocks. */
  readonly redis: Redis;
  readonly streamName: string;
  /** Of everybody who is connected to this server. */
  readonly hereRoom: string;
  readonly authenticate: Authenticate;
  /** What a session is stored under, by its cookie. */
  readonly hashOf: (cookie: string) => string;
  readonly isSecure: boolean;
  readonly publicOrigin: string;
  readonly log: Pick<Logger, 'error'>;
  readonly serveCandidate: (socket: Socket, who: Candidate) => Promise<void>;
}

async function whoConnects(deps: ServeSocketsDeps, socket: Socket): Promise<{ who: Who; session: string }> {
  const { as } = parseAtDoor(HandshakeSchema, socket.handshake.auth);
  const credentials = readCredentials(socket.handshake.headers, deps.isSecure);
  const cookie = as === 'candidate' ? credentials.candidateCookie : credentials.staffCookie;
  const who = await deps.authenticate(credentials, as === 'candidate' ? ['candidate'] : ['admin', 'reviewer', 'grader']);
  return { who, session: deps.hashOf(cookie ?? '') };
}

async function serve(deps: ServeSocketsDeps, socket: Socket): Promise<void> {
  const { who, session } = socket.data as { who: Who; session: string };
  const joined = socket.join([sessionRoom(session), deps.hereRoom]);
  if (who.as === 'candidate') await deps.serveCandidate(socket, who);
  else await socket.join(STAFF_ROOM);
  await joined;
  // A session that ended while its socket was let in was not in the room that was told.
  await whoConnects(deps, socket);
}

/** As for routes: an event that names nobody does not start. */
export function checkAudiences(events: Readonly<Record<string, { readonly audience: readonly Audience[] }>>): void {
  for (const [name, event] of Object.entries(events)) {
    if (event.audience.length === 0) throw new Error(`the event ${name} names no audience`);
  }
}

export function serveSockets(http: HttpServer, deps: ServeSocketsDeps): Server {
  checkAudiences({ ...clientEvents, ...serverEvents });
  const io = new Server(http, {
    // No long polling: no sticky sessions are needed behind a balancer, and cookies come with the one upgrade request.
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    adapter: createAdapter(deps.redis, { streamName: deps.streamName, maxLen: 10_000 }),
    allowRequest: (request, decide) => {
      // Browsers send cookies along on a websocket that another site opens.
      const isOurs = isFromUs({ origin: request.headers.origin, 'sec-fetch-site': request.headers['sec-fetch-site'] }, deps.publicOrigin);
      decide(null, isOurs);
    },
  });
  io.engine.on('connection', (connection: Connection) => cutOffStalled(connection));
  io.use((socket, next) => {
    whoConnects(deps, socket).then(
      (found) => {
        socket.data = found;
        next();
      },
      (error: unknown) => {
        const { problem, isOurs } = toProblem(error, socket.id);
        if (isOurs) deps.log.error({ err: error }, 'a socket could not be let in');
        next(Object.assign(new Error(problem.detail), { data: problem }));
      },
    );
  });
  io.on('connection', (socket) => {
    serve(deps, socket).catch((error: unknown) => {
      if (!(error instanceof Refused)) deps.log.error({ err: error }, 'a socket could not be served');
      socket.disconnect(true);
    });
  });
  return io;
}
