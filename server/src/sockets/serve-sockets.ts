import type { Server as HttpServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { Audience } from '@twohours/wire/route';
import { clientEvents, HandshakeSchema, serverEvents } from '@twohours/wire/socket';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { Server, type Socket } from 'socket.io';
import type { Authenticate } from '../http/api.ts';
import { isFromUs } from '../http/origin.ts';
import { parseAtDoor, toProblem } from '../http/problems.ts';
import { readCredentials, type Candidate, type Who } from '../http/who.ts';
import { STAFF_ROOM } from './notices.ts';

/** A batch of edits has at most a few thousand of them; a snapshot of the largest file fits many times over. */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

export interface ServeSocketsDeps {
  /** The adapter duplicates it for what blocks. */
  readonly redis: Redis;
  readonly streamName: string;
  readonly authenticate: Authenticate;
  readonly isSecure: boolean;
  readonly publicOrigin: string;
  readonly log: Pick<Logger, 'error'>;
  readonly serveCandidate: (socket: Socket, who: Candidate) => Promise<void>;
}

async function whoConnects(deps: ServeSocketsDeps, socket: Socket): Promise<Who> {
  const { as } = parseAtDoor(HandshakeSchema, socket.handshake.auth);
  const credentials = readCredentials(socket.handshake.headers, deps.isSecure);
  return deps.authenticate(credentials, as === 'candidate' ? ['candidate'] : ['admin', 'reviewer', 'grader']);
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
  io.use((socket, next) => {
    whoConnects(deps, socket).then(
      (who) => {
        socket.data = { who };
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
    const { who } = socket.data as { who: Who };
    const serve = who.as === 'candidate' ? deps.serveCandidate(socket, who) : Promise.resolve(socket.join(STAFF_ROOM));
    serve.catch((error: unknown) => {
      deps.log.error({ err: error }, 'a socket could not be served');
      socket.disconnect(true);
    });
  });
  return io;
}
