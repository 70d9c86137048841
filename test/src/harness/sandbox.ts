import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectRedis } from '@twohours/server/redis/connect';
import { SandboxHealthSchema, sharedKeys } from '@twohours/wire/job';
import Docker from 'dockerode';
import { until } from './clock.ts';
import { FOLLOWING } from './processes.ts';
import { redisUrl } from './redis.ts';

const MAIN = fileURLToPath(new URL('../../../sandbox/src/main.ts', import.meta.url));

/** It tests itself first, which takes a few seconds, and more where others load the machine. */
const READY_MS = 60_000;

/** A sandbox in a process of its own, with real containers. */
export class SandboxProcess {
  readonly instance = `test-${crypto.randomUUID().slice(0, 8)}`;
  readonly #prefix: string;
  readonly #redisUrl: string;
  readonly #docker = new Docker();
  #dir = '';
  #stop: (signal: NodeJS.Signals) => Promise<void> = async () => undefined;
  output = '';
  pid: number | undefined;

  private constructor(prefix: string, url: string) {
    this.#prefix = prefix;
    this.#redisUrl = url;
  }

  static async start(prefix: string, url: string = redisUrl(), more: NodeJS.ProcessEnv = {}): Promise<SandboxProcess> {
    const sandbox = new SandboxProcess(prefix, url);
    sandbox.#dir = await mkdtemp(join(tmpdir(), 'twohours-sandbox-'));
    try {
      await sandbox.up(more);
    } catch (error) {
      await sandbox.close();
      throw error;
    }
    return sandbox;
  }

  async up(more: NodeJS.ProcessEnv = {}): Promise<void> {
    const child = spawn(process.execPath, [...FOLLOWING, MAIN], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        REDIS_URL: this.#redisUrl,
        REDIS_PREFIX: this.#prefix,
        RUNTIME_DIR: join(this.#dir, 'run'),
        DATA_DIR: join(this.#dir, 'data'),
        TWOHOURS_INSTANCE: this.instance,
        LOG_LEVEL: 'warn',
        ...more,
      },
    });
    this.pid = child.pid;
    const collect = (chunk: Buffer) => void (this.output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const gone = once(child, 'exit');
    this.#stop = async (signal) => {
      child.kill(signal);
      await gone;
    };
    const redis = connectRedis(this.#redisUrl);
    const said = async () =>
      Object.values(await redis.hgetall(sharedKeys(this.#prefix).sandboxes)).map((text) => SandboxHealthSchema.parse(JSON.parse(text)));
    const since = Number((await redis.time())[0]) * 1000;
    await until(
      async () => (await said()).some((health) => health.at >= since && health.state === 'ready'),
      `the sandbox to be ready:\n${this.output}`,
      READY_MS,
    ).finally(() => redis.disconnect());
  }

  /** Names of what is left of this sandbox in the engine. */
  async containers(): Promise<string[]> {
    const all = await this.#docker.listContainers({ all: true, filters: { label: [`twohours.instance=${this.instance}`] } });
    return all.map((container) => container.Id);
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    await this.#stop(signal);
  }

  async close(): Promise<void> {
    await this.#stop('SIGTERM');
    await rm(this.#dir, { recursive: true, force: true });
  }
}
