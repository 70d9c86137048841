import { createServer, type Server } from 'node:http';

/** `/healthz`: the process answers. `/readyz`: it takes jobs. Nothing else, to nobody else than the operator's network. */
export async function serveHealth(at: { host: string; port: number }, isReady: () => boolean): Promise<Server> {
  const server = createServer((request, response) => {
    const status = request.url === '/healthz' ? 200 : request.url === '/readyz' ? (isReady() ? 200 : 503) : 404;
    response.writeHead(status, { 'content-type': 'text/plain' }).end(`${status}\n`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, resolve);
  });
  return server;
}
