import { createServer, request, type IncomingMessage, type RequestOptions, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ContainerCreateOptions } from 'dockerode';

const ENGINE = '/var/run/docker.sock';

/** Stands in front of the engine, passes everything on, and can be told to refuse or to change something. */
export class EngineDoor {
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();
  /** Ids of containers that cannot be removed. */
  readonly stubborn = new Set<string>();
  /** What is really made when a container is asked for. */
  change: (options: ContainerCreateOptions) => ContainerCreateOptions = (options) => options;

  private constructor() {
    this.#server = createServer((asked, answer) => {
      const id = /\/containers\/([0-9a-f]{64})[?]/.exec(asked.url ?? '')?.[1];
      if (asked.method === 'DELETE' && id !== undefined && this.stubborn.has(id)) {
        answer.writeHead(500, { 'content-type': 'application/json' }).end('{"message":"device or resource busy"}');
        return;
      }
      void this.#pass(asked).then(
        (got) => {
          answer.writeHead(got.statusCode ?? 502, got.headers);
          got.pipe(answer);
        },
        () => answer.destroy(),
      );
      answer.on('error', () => undefined);
    });
    this.#server.on('upgrade', (asked: IncomingMessage, near: Duplex, head: Buffer) => this.#upgrade(asked, near, head));
    this.#server.on('connection', (socket: Duplex) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  static async open(path: string): Promise<EngineDoor> {
    const door = new EngineDoor();
    await new Promise<void>((resolve) => door.#server.listen(path, resolve));
    return door;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #pass(asked: IncomingMessage): Promise<IncomingMessage> {
    const options: RequestOptions = { socketPath: ENGINE, method: asked.method, path: asked.url, headers: asked.headers, agent: false };
    const isCreate = asked.method === 'POST' && /\/containers\/create/.test(asked.url ?? '');
    if (!isCreate) return this.#ask(options, (far) => asked.pipe(far));
    const body = JSON.stringify(this.change(JSON.parse((await buffer(asked)).toString('utf8')) as ContainerCreateOptions));
    return this.#ask({ ...options, headers: { ...asked.headers, 'content-length': Buffer.byteLength(body) } }, (far) => far.end(body));
  }

  async #ask(options: RequestOptions, send: (far: ReturnType<typeof request>) => void): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const far = request(options, resolve);
      far.on('error', reject);
      send(far);
    });
  }

  /** Attaching: both directions are passed on as they come. */
  #upgrade(asked: IncomingMessage, near: Duplex, head: Buffer): void {
    const far = request({ socketPath: ENGINE, method: asked.method, path: asked.url, headers: asked.headers, agent: false });
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
    far.on('upgrade', (answer, socket, first) => {
      const headers = Object.entries(answer.headers).map(([name, value]) => `${name}: ${String(value)}`);
      near.write(`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n${headers.join('\r\n')}\r\n\r\n`);
      near.write(first);
      socket.on('error', () => near.destroy());
      socket.on('close', () => near.destroy());
      near.on('close', () => socket.destroy());
      socket.pipe(near);
      near.pipe(socket);
    });
    far.end(head);
  }
}
