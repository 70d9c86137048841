import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { Stop } from '../setup/step.js';

/**
 * @param {string} host as one listens on it
 * @param {number} port
 */
export function urlOf(host, port) {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

/**
 * A port that can be listened on now; 0 asks for any.
 * @param {string} host
 * @param {number} port
 * @returns {Promise<number>}
 */
export async function freePort(host, port) {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
  } catch (reason) {
    const code = reason instanceof Error && 'code' in reason ? String(reason.code) : String(reason);
    if (code === 'EADDRINUSE') throw new Stop(`Port ${port} on ${host} is taken by another program. Choose another: PORT=8090 npm start`);
    throw new Stop(`${host}:${port} cannot be listened on (${code}).`);
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : port;
}

/**
 * @param {string} url
 * @returns {Promise<number>} the HTTP status, 0 where nothing answers
 */
export function statusOf(url) {
  return new Promise((resolve) => {
    const call = request(url, { timeout: 2_000, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(0));
    call.end();
  });
}
