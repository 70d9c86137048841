import { createServer, type Server } from 'node:http';
import type { Health } from './beat.ts';

/**
 * `/healthz`: the process answers. `/readyz`: it takes jobs. Both say how things stand, as JSON, and why not where it takes
 * none. Nothing else, to nobody else than the operator's network.
 */
export async function serveHealth(at: { host: string; port: number }, health: () => Health): Promise<Server> {
  const server = createServer((request, response) => {
    const now = health();
    const status = request.url === '/healthz' ? 200 : request.url === '/readyz' ? (now.state === 'ready' ? 200 : 503) : 404;
    const body = status === 404 ? {} : now;
    response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, resolve);
  });
  return server;
}
