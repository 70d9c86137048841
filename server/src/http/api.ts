import { Refused } from '@twohours/wire/problem';
import { routes, type Audience, type ParamsOf, type ReplyOf, type Route, type RouteName } from '@twohours/wire/route';
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

type Handler<N extends RouteName> = (call: Call<N>) => Promise<ReplyOf<N>>;
/** What `mount` keeps: the types were checked where the handler was given. */
type AnyHandler = (call: {
  params: unknown;
  body: unknown;
  who: Who;
  credentials: Credentials;
  setCookie: (cookie: Cookie) => void;
}) => Promise<unknown>;

export type Authenticate = (credentials: Credentials, audience: readonly Audience[]) => Promise<Who>;

/** Collects the handlers of all domain folders, then mounts them: every route of the table, or the server does not start. */
export class Api {
  readonly #handlers = new Map<RouteName, AnyHandler>();
  readonly #table: Readonly<Record<string, Route>>;

  constructor(table: Readonly<Record<string, Route>> = routes) {
    this.#table = table;
  }

  handle<N extends RouteName>(name: N, handler: Handler<N>): void {
    if (this.#handlers.has(name)) throw new Error(`the route ${name} has two handlers`);
    this.#handlers.set(name, handler as unknown as AnyHandler);
  }

  mount(options: { authenticate: Authenticate; isSecure: boolean }): Router {
    const router = Router();
    for (const [name, route] of Object.entries(this.#table)) {
      const handler = this.#handlers.get(name as RouteName);
      if (!handler) throw new Error(`the route ${name} has no handler`);
      if (route.audience.length === 0) throw new Error(`the route ${name} names no audience`);
      const answer = async (request: Request, response: Response) => {
        const credentials = readCredentials(request.headers, options.isSecure);
        const who = await options.authenticate(credentials, route.audience);
        if (!belongsTo(who, route.audience)) throw new Refused('not-allowed', 'Your role does not allow this.');
        const params: unknown = parseAtDoor(route.params, request.params);
        const body: unknown = parseAtDoor(route.body, request.body);
        const setCookie = (cookie: Cookie) => void response.append('Set-Cookie', serializeCookie(cookie, options.isSecure));
        const reply = await handler({ params, body, who, credentials, setCookie });
        // Strict schemas: a field that was not meant for this reader is a bug here, not a leak there.
        response.setHeader('Cache-Control', 'no-store');
        response.json(route.reply.parse(reply));
      };
      const method = route.method === 'GET' ? 'get' : route.method === 'POST' ? 'post' : 'delete';
      router[method](route.path, answer);
    }
    return router;
  }
}
