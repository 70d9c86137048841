import { type Problem, ProblemSchema } from '@twohours/wire/problem';
import { routes, type BodyOf, type ParamsOf, type ReplyOf, type RouteName } from '@twohours/wire/route';
import type { Answer, ClientEventName, EventReplyOf, PayloadOf } from '@twohours/wire/socket';
import { io, type Socket } from 'socket.io-client';

type NeedsNothing<T> = Record<string, never> extends T ? true : false;
type Given<N extends RouteName> = (NeedsNothing<ParamsOf<N>> extends true ? { params?: ParamsOf<N> } : { params: ParamsOf<N> }) & {
  body?: BodyOf<N>;
};

/** What a door answered when it refused. */
export class RefusedByServer extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
    this.problem = problem;
  }
}

/** Someone with a browser: cookies, typed calls over HTTP, sockets. */
export class Person {
  readonly #url: string;
  readonly #cookies = new Map<string, string>();
  readonly #sockets: Socket[] = [];
  readonly bearer: string | undefined;

  constructor(url: string, bearer?: string) {
    this.#url = url;
    this.bearer = bearer;
  }

  /** The same browser, talking to another server behind the same balancer. */
  at(url: string): Person {
    const same = new Person(url, this.bearer);
    for (const [name, value] of this.#cookies) same.#cookies.set(name, value);
    return same;
  }

  /** A script that comes with a token instead of a cookie. */
  withToken(secret: string): Person {
    return new Person(this.#url, secret);
  }

  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** The answer as it came, whatever it was. */
  async fetch(method: string, path: string, body?: unknown): Promise<Response> {
    // Tests block for seconds at times: a connection that was kept may be gone by then.
    const headers: Record<string, string> = { cookie: this.cookieHeader, connection: 'close' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (this.bearer !== undefined) headers['authorization'] = `Bearer ${this.bearer}`;
    const response = await fetch(this.#url + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }

  async call<N extends RouteName>(name: N, given: Given<N> = {} as Given<N>): Promise<ReplyOf<N>> {
    const route = routes[name];
    const params: Record<string, string> = given.params ?? {};
    const path = route.path.replaceAll(/:(\w+)/g, (_, key: string) => params[key] ?? '');
    const response = await this.fetch(route.method, path, given.body);
    const json: unknown = await response.json();
    if (!response.ok) throw new RefusedByServer(ProblemSchema.parse(json));
    return route.reply.parse(json) as ReplyOf<N>;
  }

  /** The code with which the server refuses, or `undefined` if it does not. */
  async refusal(work: Promise<unknown>): Promise<string | undefined> {
    try {
      await work;
      return undefined;
    } catch (error) {
      if (error instanceof RefusedByServer) return error.problem.code;
      throw error;
    }
  }

  async connect(as: 'candidate' | 'staff' = 'candidate'): Promise<Page> {
    const socket = io(this.#url, {
      transports: ['websocket'],
      auth: { as },
      extraHeaders: { cookie: this.cookieHeader },
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
    });
    this.#sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return new Page(socket);
  }

  leave(): void {
    for (const socket of this.#sockets) socket.disconnect();
  }
}

/** One open page: its socket, and everything that it was told. */
export class Page {
  readonly socket: Socket;
  readonly heard: { name: string; payload: unknown }[] = [];

  constructor(socket: Socket) {
    this.socket = socket;
    socket.onAny((name: string, payload: unknown) => void this.heard.push({ name, payload }));
  }

  /** The browser reads nothing more from its line, and says nothing of it. */
  stall(): void {
    this.#line().pause();
  }

  readAgain(): void {
    this.#line().resume();
  }

  #line(): { pause(): void; resume(): void } {
    // Socket.IO's client has no name for it: in Node a transport holds the websocket.
    const { ws } = this.socket.io.engine.transport as unknown as { ws: { pause(): void; resume(): void } };
    return ws;
  }

  async ask<N extends ClientEventName>(name: N, payload: PayloadOf<N>): Promise<EventReplyOf<N>> {
    const answer = (await this.socket.timeout(15_000).emitWithAck(name, payload)) as Answer<EventReplyOf<N>>;
    if (!answer.ok) throw new RefusedByServer(answer.problem);
    return answer.value;
  }

  /** Waits for something that the server says unasked; what was said before counts too. */
  async hears(name: string, isIt: (payload: never) => boolean = () => true, withinMs = 15_000): Promise<unknown> {
    const matches = (said: { name: string; payload: unknown }) => said.name === name && isIt(said.payload as never);
    const before = this.heard.find(matches);
    if (before) return before.payload;
    return new Promise((resolve, reject) => {
      const late = AbortSignal.timeout(withinMs);
      const listen = (said: string, payload: unknown) => {
        if (!matches({ name: said, payload })) return;
        this.socket.offAny(listen);
        resolve(payload);
      };
      late.addEventListener('abort', () => {
        this.socket.offAny(listen);
        reject(new Error(`nobody said ${name} within ${withinMs} ms`));
      });
      this.socket.onAny(listen);
    });
  }
}
