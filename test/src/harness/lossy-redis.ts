import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redisUrl } from './redis.ts';

/** A way to the tests' Redis on which an answer can get lost, as when Redis dies after it wrote and before it answered. */
export class LossyRedis {
  readonly url: string;
  readonly #dir: string;
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #lose: ((request: string) => boolean) | undefined;

  private constructor(dir: string) {
    this.#dir = dir;
    const socket = join(dir, 'lossy.sock');
    this.url = `unix://${socket}`;
    this.#server = createServer((client) => this.#serve(client)).listen(socket);
  }

  static async start(): Promise<LossyRedis> {
    const lossy = new LossyRedis(await mkdtemp(join(tmpdir(), 'twohours-lossy-')));
    await once(lossy.#server, 'listening');
    return lossy;
  }

  /** The next request that contains all of these is done, and the line breaks before its answer. */
  loseAnswerTo(...parts: string[]): void {
    this.#lose = (request) => parts.every((part) => request.includes(part));
  }

  get hasLost(): boolean {
    return this.#lose === undefined;
  }

  #serve(client: Socket): void {
    const redis = createConnection(redisUrl().replace('unix://', ''));
    let isLost = false;
    client.on('data', (chunk) => {
      if (this.#lose?.(chunk.toString('latin1'))) {
        this.#lose = undefined;
        isLost = true;
      }
      redis.write(chunk);
    });
    redis.on('data', (chunk) => {
      if (isLost) client.destroy();
      else client.write(chunk);
    });
    for (const [one, other] of [
      [client, redis],
      [redis, client],
    ] as const) {
      this.#open.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        this.#open.delete(one);
        other.destroy();
      });
    }
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
    await rm(this.#dir, { recursive: true, force: true });
  }
}
