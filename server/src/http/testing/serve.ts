import { once } from 'node:events';
import { createServer } from 'node:http';
import { routes, type RouteName } from '@twohours/wire/route';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { Api, type Authenticate } from '../api.ts';
import { toProblem } from '../problems.ts';

export interface Served {
  readonly url: string;
  fetch(method: string, path: string, options?: { body?: unknown; headers?: Record<string, string> }): Promise<Answered>;
  close(): Promise<void>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test says what it expects of it
  readonly body: any;
  /** `name=value` of the first cookie that was set. */
  readonly cookie: string | undefined;
}

/** The routes of one domain folder on a port of their own; every other route of the table answers 501, files are not served. */
export async function serveApi(add: (api: Api) => void, authenticate: Authenticate): Promise<Served> {
  const api = new Api(routes, {});
  add(api);
  for (const name of Object.keys(routes)) {
    try {
      api.handle(name as RouteName, () => Promise.reject(new Error(`${name} is not part of this test`)));
    } catch {
      // It has the handler that is tested.
    }
  }
  return serve(express.json(), api.mount({ authenticate, isSecure: false }));
}

export async function serve(...handlers: RequestHandler[]): Promise<Served> {
  const app = express();
  const onError: ErrorRequestHandler = (error, _request, response, _next) => {
    const { problem } = toProblem(error, 'test');
    response.status(problem.status).type('application/problem+json').json(problem);
  };
  app.use(...handlers, onError);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    fetch: async (method, path, { body, headers = {} } = {}) => {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(url + path, { method, headers: { 'content-type': 'application/json', ...headers }, ...sent });
      const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
      return { status: response.status, headers: response.headers, body: await response.json(), cookie };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
