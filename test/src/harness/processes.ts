import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectRedis } from '@twohours/server/redis/connect';
import { until } from './clock.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** A program of ours that ends with the test run, however that ended. */
export const FOLLOWING = ['--import', join(ROOT, 'scripts/supervisor/follow-parent.js')];

/** A process of ours that a test may kill. `kill` waits until it is gone. */
export interface Killable {
  readonly child: ChildProcess;
  kill(signal: NodeJS.Signals): Promise<void>;
}

function killable(child: ChildProcess): Killable {
  const gone = once(child, 'exit');
  return {
    child,
    kill: async (signal) => {
      child.kill(signal);
      await gone;
    },
  };
}

/** A Redis as `npm start` runs it: append-only, every write on the disk before it is answered. Can be killed and started again on its data. */
export class OwnRedis {
  readonly dir: string;
  readonly url: string;
  readonly #socket: string;
  #running: Killable | undefined;

  private constructor(dir: string) {
    this.dir = dir;
    this.#socket = join(dir, 'redis.sock');
    this.url = `unix://${this.#socket}`;
  }

  static async start(): Promise<OwnRedis> {
    const redis = new OwnRedis(await mkdtemp(join(tmpdir(), 'twohours-redis-')));
    await redis.up();
    return redis;
  }

  async up(): Promise<void> {
    const args = ['--port', '0', '--unixsocket', this.#socket, '--dir', this.dir, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];
    this.#running = killable(spawn('redis-server', args, { stdio: 'ignore' }));
    const probe = connectRedis(this.url);
    await until(async () => (await probe.ping()) === 'PONG', 'Redis to answer');
    probe.disconnect();
  }

  get pid(): number | undefined {
    return this.#running?.child.pid;
  }

  async kill(): Promise<void> {
    await this.#running?.kill('SIGKILL');
    this.#running = undefined;
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.dir, { recursive: true, force: true });
  }
}

/** A server in a process of its own, on the real clock. */
export class ServerProcess {
  readonly url: string;
  readonly #environment: NodeJS.ProcessEnv;
  #running: Killable | undefined;
  #output = '';

  private constructor(url: string, environment: NodeJS.ProcessEnv) {
    this.url = url;
    this.#environment = environment;
  }

  static async start(port: number, environment: NodeJS.ProcessEnv): Promise<ServerProcess> {
    const server = new ServerProcess(`http://127.0.0.1:${port}`, {
      ...process.env,
      PORT: String(port),
      RATE_LIMITS: 'false',
      LOG_LEVEL: 'error',
      ...environment,
    });
    await server.up();
    return server;
  }

  async up(): Promise<void> {
    const child = spawn(process.execPath, [...FOLLOWING, join(ROOT, 'server/src/main.ts')], {
      env: this.#environment,
      // Its standard input is how it finds out that we are gone.
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const collect = (chunk: Buffer) => void (this.#output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    this.#running = killable(child);
    await until(async () => (await fetch(`${this.url}/readyz`)).ok, 'the server to be ready');
  }

  /** The link that the first start printed. */
  async firstAdminLink(): Promise<string> {
    const find = () => /First admin: (\S+)/.exec(this.#output)?.[1];
    await until(async () => find() !== undefined, 'the link for the first admin');
    return find() ?? '';
  }

  get pid(): number | undefined {
    return this.#running?.child.pid;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await this.#running?.kill(signal);
    this.#running = undefined;
  }
}
