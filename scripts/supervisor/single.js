import { createConnection, createServer } from 'node:net';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What another supervisor of this checkout says of itself, if one runs. A socket, not a file with a process id: one
 * that was killed does not answer, whoever has its number now.
 * @param {string} runtime
 * @returns {Promise<string | undefined>}
 */
export function askOther(runtime) {
  return new Promise((resolve) => {
    let said = '';
    const socket = createConnection(join(runtime, 'supervisor.sock'));
    socket.setEncoding('utf8').on('data', (text) => (said += text));
    socket.once('end', () => resolve(said));
    socket.once('error', () => resolve(undefined));
  });
}

/**
 * @param {string} runtime
 * @param {() => string} sentence
 * @returns {Promise<() => void>} leaves the place
 */
export async function takePlace(runtime, sentence) {
  const path = join(runtime, 'supervisor.sock');
  rmSync(path, { force: true });
  const server = createServer((socket) => socket.on('error', () => undefined).end(sentence()));
  await new Promise((resolve, reject) => server.once('error', reject).listen(path, () => resolve(undefined)));
  server.unref();
  return () => server.close();
}
