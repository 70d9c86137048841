import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { now, sleep, until } from '../setup/clock.js';
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
function askRedis(socketPath, command, timeoutMs = 2_000) {
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
 * Whether a process holds the socket. One that is stalled does, and a second Redis must never open the same files.
 * @param {string} socketPath
 * @returns {Promise<boolean>}
 */
function isListening(socketPath) {
  return new Promise((resolve) => {
    const socket = createConnection(socketPath);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
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
  const isReady = async () => (await askRedis(socket, 'PING')) === '+PONG';
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child;

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

  const isAdopted = await isListening(socket);
  const watch = async () => {
    let waitMs = isAdopted ? nextWait(0, 0) : 0;
    for (let isFirst = !isAdopted; ; isFirst = false) {
      // One that was taken over is nobody's child: it has to be asked whether it lives.
      while (!stopping.signal.aborted && (await isListening(socket))) await sleep(1_000, stopping.signal);
      if (!isFirst && !stopping.signal.aborted) {
        say(`Redis ended and is started again in ${waitMs / 1_000} s.`);
        await sleep(waitMs, stopping.signal);
      }
      if (stopping.signal.aborted) return;
      const startedAt = now();
      child = start();
      await once(child, 'exit').catch(() => undefined);
      child = undefined;
      waitMs = nextWait(waitMs, now() - startedAt);
    }
  };

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
      // Every acknowledged write is on disk already.
      await until(async () => child === undefined, { withinMs: 5_000 });
      child?.kill('SIGKILL');
      await over;
      rmSync(socket, { force: true });
    },
  };
}
