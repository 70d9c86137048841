import { createServer, type RequestListener, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@twohours/wire/time';
import type { Logger } from 'pino';
import { addAttemptRoutes } from './attempts/attempt-routes.ts';
import { serveCandidate } from './attempts/attempt-socket.ts';
import { keepSweeping, noticeOutage } from './attempts/sweep-deadlines.ts';
import { addBundleRoutes } from './bundles/bundle-routes.ts';
import { addCheckRoutes } from './checks/check-routes.ts';
import { RedisClock, within } from './clock.ts';
import type { Config } from './config.ts';
import { addExerciseRoutes } from './exercises/exercise-routes.ts';
import { publishExercises } from './exercises/publish-exercises.ts';
import { addGradingRoutes } from './grading/grading-routes.ts';
import { Api } from './http/api.ts';
import { makeApp } from './http/make-app.ts';
import { makeRateLimits } from './http/rate-limits.ts';
import { addInvitationRoutes } from './invitations/invitation-routes.ts';
import { takeResults } from './jobs/take-results.ts';
import { addLaneRoutes } from './lanes/lane-routes.ts';
import { makeParts, type Connections, type Parts } from './parts.ts';
import { addressOf, publicUrlOf } from './public-url.ts';
import { connectRedis } from './redis/connect.ts';
import { keysFor } from './redis/keys.ts';
import { addReviewRoutes } from './reviews/review-routes.ts';
import { addResultRoutes } from './results/result-routes.ts';
import { watchSandboxes } from './sandboxes/watch-sandboxes.ts';
import { makeAuthenticate } from './sessions/authenticate.ts';
import { hashOf } from './sessions/session-store.ts';
import { serveSockets } from './sockets/serve-sockets.ts';
import { addStaffRoutes } from './staff/staff-routes.ts';

const REDIS_PATIENCE_MS = 30_000;
const READY_PATIENCE_MS = 1_000;
/** For what is under way when it is told to stop. Less than what `main` gives it. */
const STOP_PATIENCE_MS = 10_000;

export interface RunningServer {
  /** Where it listens. */
  readonly url: string;
  readonly publicUrl: string;
  readonly parts: Parts;
  close(): Promise<void>;
}

function connectAll(url: string): Connections {
  return { redis: connectRedis(url), following: connectRedis(url), subscriber: connectRedis(url) };
}

function allRoutes(parts: Parts): Api {
  const api = new Api();
  addAttemptRoutes(api, parts);
  addInvitationRoutes(api, parts);
  addGradingRoutes(api, parts);
  addResultRoutes(api, parts);
  addReviewRoutes(api, parts);
  addBundleRoutes(api, parts);
  addLaneRoutes(api, parts);
  addCheckRoutes(api, parts);
  addExerciseRoutes(api, parts);
  addStaffRoutes(api, parts);
  return api;
}

async function listen(http: HttpServer, config: Config): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(config.PORT, config.HOST, resolve);
  });
  const { port } = http.address() as AddressInfo;
  return addressOf(config.HOST, port);
}

/**
 * Starts everything and answers once the server is ready. Whoever starts it closes it: then pages are told to connect
 * elsewhere, what is under way is finished, and nothing of it is left.
 */
export async function startServer(config: Config, log: Logger, time?: Clock): Promise<RunningServer> {
  const connections = connectAll(config.REDIS_URL);
  const keys = keysFor(config.REDIS_PREFIX);
  const stop = new AbortController();
  const clock = time ?? (await startClock(connections, stop.signal));

  let onRequest: RequestListener = (_request, response) => void response.writeHead(503).end();
  const http = createServer((request, response) => onRequest(request, response));
  const url = await listen(http, config);
  const publicUrl = publicUrlOf(config, url);
  const isSecure = publicUrl.startsWith('https:');
  const publicOrigin = new URL(publicUrl).origin;

  const parts = makeParts({ config, connections, keys, clock, log, publicUrl });
  await publishExercises(parts, config.exerciseDirs);
  // Before anything is swept or asked: what was due while nobody was there is held open a little longer.
  await noticeOutage(parts);

  const authenticate = makeAuthenticate(parts);
  let isDraining = false;
  const whyNotReady = async () => {
    if (isDraining) return 'shutting down';
    return within(READY_PATIENCE_MS, 'Redis', connections.redis.ping()).then(
      () => undefined,
      () => 'Redis does not answer',
    );
  };
  onRequest = makeApp({
    api: allRoutes(parts).mount({ authenticate, isSecure }),
    clientDir: config.CLIENT_DIR,
    publicUrl,
    trustProxy: config.TRUST_PROXY,
    log,
    whyNotReady,
    limits: makeRateLimits({ redis: connections.redis, keys, isOn: config.RATE_LIMITS, isSecure }),
  });
  const io = serveSockets(http, {
    redis: connections.redis,
    streamName: keys.socketAdapter,
    hereRoom: parts.notices.hereRoom,
    authenticate,
    hashOf,
    isSecure,
    publicOrigin,
    log,
    serveCandidate: (socket, who) => serveCandidate(parts, socket, who),
  });
  parts.notices.attach(io);

  const results = takeResults({ redis: connections.redis, keys, clock, log, settle: parts.settle });
  const loops = [
    keepSweeping(parts, stop.signal),
    parts.queueing.run(stop.signal),
    parts.follower.run(stop.signal),
    parts.places.run(stop.signal),
    parts.presence.keepRenewing(clock, stop.signal),
    watchSandboxes(parts, stop.signal),
  ];

  const finish = async () => {
    http.closeIdleConnections();
    await io.close();
    await results.close();
    stop.abort();
    await Promise.all(loops);
    await parts.queue.close();
  };
  const close = async () => {
    isDraining = true;
    // Without Redis nothing that waits for it ever ends: it is broken off, and what was not acknowledged comes again.
    await within(STOP_PATIENCE_MS, 'stopping', finish()).catch((error: unknown) => log.warn({ err: error }, 'what was under way is broken off'));
    stop.abort();
    http.closeAllConnections();
    for (const connection of Object.values(connections)) connection.disconnect();
  };
  return { url, publicUrl, parts, close };
}

async function startClock({ redis }: Connections, signal: AbortSignal): Promise<Clock> {
  const clock = new RedisClock(redis);
  await within(REDIS_PATIENCE_MS, 'the first answer of Redis', clock.measure());
  void clock.keepMeasuring(signal);
  return clock;
}
