import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { sleep, until } from '../setup/clock.js';
import { Stop } from '../setup/step.js';
import { nextWait } from './program.js';

/** The kernel's limit for the path of a unix socket, with the zero that ends it. */
const LONGEST_PATH = 107;

/**
 * Sends one command to Redis and resolves with the first line of the answer, or undefined where nothing answers.
 * @param {string} socketPath
 * @param {string} command
 * @param {number} [timeoutMs]
 * @returns {Promise<string | undefined>}
 */
export function askRedis(socketPath, command, timeoutMs = 2_000) {
  return new Promise((resolve) => {
    const socket = createConnection(socketPath);
    const done = (/** @type {string | undefined} */ answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => done(undefined));
    socket.once('connect', () => socket.write(`${command}\r\n`));
    socket.once('data', (data) => done(data.toString('utf8').split('\r\n')[0]));
    socket.once('error', () => done(undefined));
    socket.once('close', () => done(undefined));
  });
}

/**
 * This checkout's own Redis: on a unix socket only, every write on disk before it is acknowledged, nothing evicted.
 * One that a killed supervisor left behind is taken over as it is.
 * @param {{ program: string, folder: string, runtime: string, say: (sentence: string) => void }} options
 */
export async function ownRedis({ program, folder, runtime, say }) {
  const socket = join(runtime, 'redis.sock');
  if (Buffer.byteLength(socket) > LONGEST_PATH) throw new Stop(`${socket} is too long for a socket: set XDG_RUNTIME_DIR to a shorter folder.`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stopping = new AbortController();
  /** A Redis that is loading a long log answers, with an error. */
  const answers = async () => (await askRedis(socket, 'PING')) !== undefined;
  const isReady = async () => (await askRedis(socket, 'PING')) === '+PONG';

  const start = () => {
    rmSync(socket, { force: true });
    const settings = {
      port: '0',
      unixsocket: socket,
      unixsocketperm: '700',
      dir: folder,
      logfile: join(folder, 'redis.log'),
      appendonly: 'yes',
      appendfsync: 'always',
      save: '',
      'maxmemory-policy': 'noeviction',
    };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
    return spawn(program, args, { detached: true, stdio: 'ignore' });
  };

  const watch = async () => {
    let waitMs = 0;
    while (!stopping.signal.aborted) {
      if (await answers()) {
        await sleep(1_000, stopping.signal);
        continue;
      }
      const child = start();
      const gone = once(child, 'exit').catch(() => undefined);
      await gone;
      if (stopping.signal.aborted) return;
      waitMs = nextWait(waitMs, 0);
      say(`Redis ended and is started again in ${waitMs / 1_000} s.`);
      await sleep(waitMs, stopping.signal);
    }
  };

  const isAdopted = await answers();
  const over = watch();
  if (!(await until(isReady, { withinMs: 60_000, everyMs: 20 }))) {
    stopping.abort();
    throw new Stop(`Redis does not answer on ${socket}; ${join(folder, 'redis.log')} says why.`);
  }
  return {
    url: `unix://${socket}`,
    isAdopted,
    stop: async () => {
      stopping.abort();
      if (existsSync(socket)) await askRedis(socket, 'SHUTDOWN NOSAVE', 15_000);
      await over;
      rmSync(socket, { force: true });
    },
  };
}
