import { Refused } from '@twohours/wire/problem';
import {
  fileRoutes,
  routes,
  type Audience,
  type FileRoute,
  type FileRouteName,
  type ParamsOf,
  type ReplyOf,
  type Route,
  type RouteName,
} from '@twohours/wire/route';
import { Router, type Request, type Response } from 'express';
import type { z } from 'zod';
import { parseAtDoor } from './problems.ts';
import {
  belongsTo,
  readCredentials,
  serializeCookie,
  type ApiCaller,
  type Candidate,
  type Cookie,
  type Credentials,
  type Staff,
  type Who,
} from './who.ts';

/** Narrows who may have come through the door of a route to what the route's audience says. */
type WhoOf<A extends Audience> =
  | (A extends 'anyone' ? { readonly as: 'anyone' } : never)
  | (A extends 'candidate' ? Candidate : never)
  | (A extends 'admin' | 'reviewer' | 'grader' ? Staff : never)
  | (A extends 'api-token' ? ApiCaller : never);

export interface Call<N extends RouteName> {
  readonly params: ParamsOf<N>;
  readonly body: z.output<(typeof routes)[N]['body']>;
  readonly who: WhoOf<(typeof routes)[N]['audience'][number]>;
  readonly credentials: Credentials;
  readonly setCookie: (cookie: Cookie) => void;
}

interface FileCall<N extends FileRouteName> {
  readonly params: z.output<(typeof fileRoutes)[N]['params']>;
  readonly query: z.output<(typeof fileRoutes)[N]['query']>;
  readonly who: WhoOf<(typeof fileRoutes)[N]['audience'][number]>;
}

/** To be kept: browsers store it under its name, and show nothing of it on our pages. */
interface FileReply {
  /** Letters, digits, `.`, `-` and `_`. */
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

type FileHandler<N extends FileRouteName> = (call: FileCall<N>) => Promise<FileReply>;
type AnyFileHandler = (call: { params: unknown; query: unknown; who: Who }) => Promise<FileReply>;

type Handler<N extends RouteName> = (call: Call<N>) => Promise<ReplyOf<N>>;
/** What `mount` keeps: the types were checked where the handler was given. */
type AnyHandler = (call: {
  params: unknown;
  body: unknown;
  who: Who;
  credentials: Credentials;
  setCookie: (cookie: Cookie) => void;
}) => Promise<unknown>;

interface DoorOptions {
  readonly authenticate: Authenticate;
  readonly isSecure: boolean;
}

export type Authenticate = (credentials: Credentials, audience: readonly Audience[]) => Promise<Who>;

/** Collects the handlers of all domain folders, then mounts them: every route of the table, or the server does not start. */
export class Api {
  readonly #handlers = new Map<RouteName, AnyHandler>();
  readonly #fileHandlers = new Map<FileRouteName, AnyFileHandler>();
  readonly #table: Readonly<Record<string, Route>>;
  readonly #files: Readonly<Record<string, FileRoute>>;

  constructor(table: Readonly<Record<string, Route>> = routes, files: Readonly<Record<string, FileRoute>> = fileRoutes) {
    this.#table = table;
    this.#files = files;
  }

  handle<N extends RouteName>(name: N, handler: Handler<N>): void {
    if (this.#handlers.has(name)) throw new Error(`the route ${name} has two handlers`);
    this.#handlers.set(name, handler as unknown as AnyHandler);
  }

  handleFile<N extends FileRouteName>(name: N, handler: FileHandler<N>): void {
    if (this.#fileHandlers.has(name)) throw new Error(`the route ${name} has two handlers`);
    this.#fileHandlers.set(name, handler as unknown as AnyFileHandler);
  }

  mount(options: DoorOptions): Router {
    const router = Router();
    this.#mountFiles(router, options);
    for (const [name, route] of Object.entries(this.#table)) {
      const handler = this.#handlers.get(name as RouteName);
      if (!handler) throw new Error(`the route ${name} has no handler`);
      if (route.audience.length === 0) throw new Error(`the route ${name} names no audience`);
      const answer = async (request: Request, response: Response) => {
        const { who, credentials } = await whoComes(request, route.audience, options);
        const params: unknown = parseAtDoor(route.params, request.params);
        const body: unknown = parseAtDoor(route.body, request.body);
        const setCookie = (cookie: Cookie) => void response.append('Set-Cookie', serializeCookie(cookie, options.isSecure));
        const reply = await handler({ params, body, who, credentials, setCookie });
        // Strict schemas: a field that was not meant for this reader is a bug here, not a leak there.
        response.setHeader('Cache-Control', 'no-store');
        response.json(route.reply.parse(reply));
      };
      mountAt(router, route, answer);
    }
    return router;
  }

  #mountFiles(router: Router, options: DoorOptions): void {
    for (const [name, route] of Object.entries(this.#files)) {
      const handler = this.#fileHandlers.get(name as FileRouteName);
      if (!handler) throw new Error(`the route ${name} has no handler`);
      if (route.audience.length === 0) throw new Error(`the route ${name} names no audience`);
      const answer = async (request: Request, response: Response) => {
        const { who } = await whoComes(request, route.audience, options);
        const params: unknown = parseAtDoor(route.params, request.params);
        const query: unknown = parseAtDoor(route.query, { ...request.query });
        const file = await handler({ params, query, who });
        response.setHeader('Cache-Control', 'no-store');
        response.setHeader('Content-Disposition', `attachment; filename="${file.name}"`);
        response.type(file.type).send(Buffer.from(file.bytes));
      };
      mountAt(router, route, answer);
    }
  }
}

type Answer = (request: Request, response: Response) => Promise<void>;

function mountAt(router: Router, { method, path }: Pick<Route, 'method' | 'path'>, answer: Answer): void {
  router[method === 'GET' ? 'get' : method === 'POST' ? 'post' : 'delete'](path, answer);
}

async function whoComes(request: Request, audience: readonly Audience[], { authenticate, isSecure }: DoorOptions) {
  const credentials = readCredentials(request.headers, isSecure);
  const who = await authenticate(credentials, audience);
  if (!belongsTo(who, audience)) throw new Refused('not-allowed', 'Your role does not allow this.');
  return { who, credentials };
}
