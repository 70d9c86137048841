import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { now, until } from '../setup/clock.js';
import { engineState, removeLabelled } from '../setup/engine.js';
import { findRedis } from '../setup/look.js';
import { DATA_DIR, INSTANCE, makePrivate, runtimeDir } from '../setup/paths.js';
import { step, Stop } from '../setup/step.js';
import { freePort, statusOf } from './address.js';
import { awaitLeftovers } from './leftovers.js';
import { LOGS, startParts } from './parts.js';
import { ownRedis } from './redis.js';
import { listenForSignals } from './signals.js';
import { askOther, takePlace } from './single.js';

/** Server and sandbox give themselves 20 s. */
const GRACE_MS = 25_000;
const START_MS = 60_000;
/** What dies this often before everything was ready once has something wrong that waiting does not mend. */
const TRIES = 3;
const LABEL = `twohours.instance=${INSTANCE}`;

/** @param {string} sentence */
const say = (sentence) => process.stdout.write(`${sentence}\n`);

/**
 * @typedef {object} Layout
 * @property {string} open where a person goes
 * @property {string} ready a URL that answers 200 once the server is
 * @property {import('./parts.js').Part[]} parts the server first
 */

/**
 * Starts Redis and the parts, says where they are, and stops them in order when told to.
 * @param {import('../setup/set-up.js').Ready} ready
 * @param {(host: string, port: number) => Promise<Layout>} layOut
 * @param {number} since when the command was given
 * @returns {Promise<number>} exit code
 */
export async function runStack(ready, layOut, since) {
  const env = process.env;
  const runtime = runtimeDir(env);
  const host = env.HOST || '127.0.0.1';
  process.stdout.on('error', () => undefined);
  const signals = listenForSignals();

  // Another may have come while we were setting the machine up.
  const other = await askOther(runtime);
  if (other !== undefined) {
    say(other);
    return 0;
  }
  const left = await awaitLeftovers(runtime);
  if (left > 0) say(`  ${left} processes of a supervisor that was killed have ended.`);
  const layout = await layOut(host, await freePort(host, portOf(env)));
  const leavePlace = await takePlace(makePrivate(runtime), () => `Twohours is running already, at ${layout.open}`);
  const leave = () => {
    leavePlace();
    rmSync(runtime, { recursive: true, force: true });
  };
  await sweep(ready.engine);
  const redis = env.REDIS_URL ? undefined : await startRedis(runtime, leave);
  const parts = startParts(layout.parts, { ready, runtime, host, redisUrl: redis?.url ?? env.REDIS_URL ?? '', say });

  const clear = async () => {
    const lingering = await sweep(ready.engine);
    if (lingering > 0) say(`${lingering} containers were left and are removed.`);
    await redis?.stop();
    leave();
  };
  signals.onSecond(() => {
    for (const part of parts) part.kill();
    void clear().finally(() => process.exit(130));
  });

  const state = await Promise.race([comeUp(layout.ready, parts), signals.stop.then(() => /** @type {const} */ ('told to stop'))]);
  if (state === 'up') say(`\nTwohours is at ${layout.open} (${((now() - since) / 1_000).toFixed(1)} s). Ctrl-C stops it.`);
  if (state === 'late') say(`\nThe server does not become ready; ${LOGS} has what it said. Ctrl-C stops everything.`);
  if (state === 'broken') say(`\nThe server does not stay up; ${LOGS} has what it said.`);
  else await signals.stop;

  say('\nStopping.');
  await Promise.all(parts.map((part) => part.stop(GRACE_MS)));
  await clear();
  say('Everything has stopped.');
  return state === 'broken' ? 1 : 0;
}

/**
 * @param {string} url
 * @param {readonly import('./program.js').Kept[]} parts
 * @returns {Promise<'up' | 'broken' | 'late'>}
 */
async function comeUp(url, [server]) {
  const isUp = async () => (await statusOf(url)) === 200;
  const isBroken = () => (server?.deaths() ?? 0) >= TRIES;
  await until(async () => isBroken() || (await isUp()), { withinMs: START_MS });
  if (isBroken()) return 'broken';
  return (await isUp()) ? 'up' : 'late';
}

/**
 * Our containers and volumes: none before we start, none after we have stopped.
 * @param {string} engine
 */
async function sweep(engine) {
  return (await engineState(engine)) === 'answers' ? removeLabelled(engine, LABEL) : 0;
}

/**
 * @param {string} runtime
 * @param {() => void} leave what to do where it cannot be started
 */
async function startRedis(runtime, leave) {
  const program = findRedis();
  if (!program) throw new Stop('There is no Redis.');
  try {
    const start = () => ownRedis({ program, folder: join(DATA_DIR, 'redis'), runtime, say });
    return await step('Redis', start, ({ isAdopted }) => (isAdopted ? 'taken over' : ''));
  } catch (reason) {
    leave();
    throw reason;
  }
}

/** @param {NodeJS.ProcessEnv} env */
function portOf(env) {
  const port = Number(env.PORT || 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Stop(`PORT is ${env.PORT}, which is no port.`);
  return port;
}
