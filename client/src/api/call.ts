import { ProblemSchema } from '@twohours/wire/problem';
import { routes, type BodyOf, type ParamsOf, type ReplyOf, type Route, type RouteName } from '@twohours/wire/route';
import { notUnderstood, ProblemError, unreachable } from './problem-error.ts';

/** A route that names no params or body has `unknown` there. */
type Input<N extends RouteName> = (unknown extends ParamsOf<N> ? { params?: undefined } : { params: ParamsOf<N> }) &
  (unknown extends BodyOf<N> ? { body?: undefined } : { body: BodyOf<N> }) & { signal?: AbortSignal };
type Args<N extends RouteName> = object extends Input<N> ? [input?: Input<N>] : [input: Input<N>];

/** `/attempts/:attempt` with its params put in. */
export function pathOf(path: string, params: Readonly<Record<string, unknown>> = {}): string {
  return path.replaceAll(/:([a-z]+)/gi, (_, name: string) => encodeURIComponent(String(params[name])));
}

/**
 * Asks one route of the wire and parses its reply with the wire's own schema.
 * Throws ProblemError for everything that goes wrong but an abort.
 */
export async function call<N extends RouteName>(name: N, ...[input]: Args<N>): Promise<ReplyOf<N>> {
  const route: Route = routes[name];
  const { params, body, signal } = (input ?? {}) as { params?: Record<string, unknown>; body?: unknown; signal?: AbortSignal };
  const response = await send(route, pathOf(route.path, params), body, signal);
  const text = await response.text().catch((cause: unknown) => {
    throw signal?.aborted ? cause : unreachable(cause);
  });
  if (!response.ok) throw refusalIn(response, text);
  const reply = route.reply.safeParse(text === '' ? {} : json(text, response.status));
  if (!reply.success) throw notUnderstood(response.status, reply.error);
  return reply.data as ReplyOf<N>;
}

async function send(route: Route, path: string, body: unknown, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(path, {
      method: route.method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw unreachable(cause);
  }
}

function refusalIn(response: Response, text: string): ProblemError {
  const problem = ProblemSchema.safeParse(json(text, response.status));
  return problem.success ? new ProblemError(problem.data) : notUnderstood(response.status, problem.error);
}

function json(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notUnderstood(status, cause);
  }
}
