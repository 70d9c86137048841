import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refused } from '@twohours/wire/problem';
import { newId } from '@twohours/wire/id';
import compression from 'compression';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { sameOrigin } from './origin.ts';
import { toProblem } from './problems.ts';

/** A batch of edits fits many times over; leftovers of an hour offline fit once. */
const MAX_BODY = '4mb';
const YEAR_S = 31_536_000;

export interface AppDeps {
  readonly api: Router;
  readonly clientDir: string;
  readonly publicUrl: string;
  readonly trustProxy: number;
  readonly log: Pick<Logger, 'error' | 'debug'>;
  /** Why the server is not ready, or undefined. */
  readonly whyNotReady: () => Promise<string | undefined>;
  readonly limits: { readonly general: RequestHandler; readonly doors: RequestHandler };
}

function securityHeaders(publicUrl: string): RequestHandler {
  const isSecure = publicUrl.startsWith('https:');
  return helmet({
    strictTransportSecurity: isSecure,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // Monaco writes its colours into style elements.
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        workerSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
  });
}

function pages(clientDir: string): RequestHandler[] {
  const index = join(clientDir, 'index.html');
  return [
    // Names under assets/ carry a hash of their content.
    express.static(join(clientDir), {
      index: false,
      setHeaders: (response, path) => {
        response.setHeader('Cache-Control', path.includes('/assets/') ? `public, max-age=${YEAR_S}, immutable` : 'no-cache');
      },
    }),
    (request, response, next) => {
      if (request.method !== 'GET' || request.path.startsWith('/api/')) return next();
      if (!existsSync(index)) return next(new Refused('unavailable', 'The pages have not been built: npm start builds them.'));
      response.setHeader('Cache-Control', 'no-cache');
      response.sendFile(index);
    },
  ];
}

export function makeApp(deps: AppDeps): Express {
  const app = express();
  app.set('trust proxy', deps.trustProxy);
  app.disable('x-powered-by');
  app.get('/healthz', (_request, response) => void response.json({ ok: true }));
  app.get('/readyz', async (_request, response) => {
    const why = await deps.whyNotReady();
    response.status(why === undefined ? 200 : 503).json(why === undefined ? { ok: true } : { ok: false, why });
  });
  app.use(securityHeaders(deps.publicUrl));
  app.use(compression());
  app.use('/api', deps.limits.general, sameOrigin(new URL(deps.publicUrl).origin), express.json({ limit: MAX_BODY }));
  app.use(deps.limits.doors);
  app.use(deps.api);
  app.use(...pages(deps.clientDir));
  app.use((_request, _response, next) => next(new Refused('not-found', 'There is nothing here.')));
  app.use(onError(deps.log));
  return app;
}

function onError(log: Pick<Logger, 'error' | 'debug'>): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const requestId = newId('run').slice(4, 14);
    const { problem, isOurs } = toProblem(error, requestId);
    if (isOurs) log.error({ err: error, method: request.method, path: request.path, requestId }, 'a request failed');
    response
      .status(problem.status)
      .type('application/problem+json')
      .send(JSON.stringify({ ...problem, instance: request.path }));
  };
}
