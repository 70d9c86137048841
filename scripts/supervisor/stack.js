import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { now, until } from '../setup/clock.js';
import { engineState, removeLabelled } from '../setup/engine.js';
import { DATA_DIR, INSTANCE, NODE, ROOT, makePrivate, runtimeDir } from '../setup/paths.js';
import { findRedis } from '../setup/set-up.js';
import { step, Stop } from '../setup/step.js';
import { freePort, statusOf } from './address.js';
import { awaitLeftovers, remember } from './leftovers.js';
import { openLog, shown } from './output.js';
import { keep } from './program.js';
import { ownRedis } from './redis.js';
import { listenForSignals } from './signals.js';
import { askOther, takePlace } from './single.js';

const GRACE_MS = 20_000;
const LOGS = join(DATA_DIR, 'log');
const LABEL = `twohours.instance=${INSTANCE}`;
const FOLLOW_PARENT = fileURLToPath(new URL('follow-parent.js', import.meta.url));

/** @param {string} sentence */
const say = (sentence) => process.stdout.write(`${sentence}\n`);

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {readonly string[]} args of the pinned Node
 * @property {NodeJS.ProcessEnv} env besides what all parts are told
 *
 * @typedef {object} Addresses
 * @property {string} open where a person goes
 * @property {string} ready answers 200 once everything does
 * @property {Part[]} parts
 */

/** What runs already, in a sentence; undefined when nothing of this checkout does. */
export const running = () => askOther(runtimeDir(process.env));

/**
 * Starts Redis and the parts, says where they are, and stops them in order when told to.
 * @param {import('../setup/set-up.js').Ready} ready
 * @param {(host: string, port: number) => Promise<Addresses>} layout
 * @param {number} since when the command was given
 * @returns {Promise<number>} exit code
 */
export async function runStack(ready, layout, since) {
  const env = process.env;
  const runtime = makePrivate(runtimeDir(env));
  const host = env.HOST || '127.0.0.1';
  process.stdout.on('error', () => undefined);
  const signals = listenForSignals();

  const left = await awaitLeftovers(runtime);
  if (left > 0) say(`  ${left} processes of a supervisor that was killed have ended.`);
  const addresses = await layout(host, await freePort(host, portOf(env)));
  const leavePlace = await takePlace(runtime, () => `Twohours is running already, at ${addresses.open}`);
  const leave = () => {
    leavePlace();
    rmSync(runtime, { recursive: true, force: true });
  };
  const sweep = async () => ((await engineState(ready.engine)) === 'answers' ? removeLabelled(ready.engine, LABEL) : 0);
  await sweep();
  const redis = env.REDIS_URL
    ? undefined
    : await step(
        'Redis',
        () => startRedis(runtime),
        (own) => (own.isAdopted ? 'taken over' : ''),
      );
  const parts = startParts(ready, addresses.parts, { runtime, host, redisUrl: redis?.url ?? env.REDIS_URL ?? '' });
  signals.onSecond(() => {
    for (const part of parts) part.kill();
    void Promise.allSettled([sweep(), redis?.stop()]).then(() => {
      leave();
      process.exit(130);
    });
  });

  const isUp = await Promise.race([
    until(async () => (await statusOf(addresses.ready)) === 200, { withinMs: 60_000 }),
    signals.stop.then(() => undefined),
  ]);
  const seconds = ((now() - since) / 1_000).toFixed(1);
  if (isUp === true) say(`\nTwohours is at ${addresses.open} (${seconds} s). Ctrl-C stops it.`);
  if (isUp === false) say(`\nThe server does not become ready; ${LOGS} has what it said. Ctrl-C stops everything.`);
  await signals.stop;

  say('\nStopping.');
  await Promise.all(parts.map((part) => part.stop(GRACE_MS)));
  const lingering = await sweep();
  if (lingering > 0) say(`${lingering} containers were left and are removed.`);
  await redis?.stop();
  leave();
  say('Everything has stopped.');
  return 0;
}

/** @param {string} runtime */
async function startRedis(runtime) {
  const program = findRedis();
  if (!program) throw new Stop('There is no Redis.');
  return ownRedis({ program, folder: join(DATA_DIR, 'redis'), runtime, say });
}

/**
 * @param {import('../setup/set-up.js').Ready} ready
 * @param {readonly Part[]} parts
 * @param {{ runtime: string, host: string, redisUrl: string }} told
 * @returns {import('./program.js').Kept[]}
 */
function startParts(ready, parts, { runtime, host, redisUrl }) {
  const shared = {
    ...process.env,
    NODE_ENV: process.env.NODE_ENV ?? 'production',
    REDIS_URL: redisUrl,
    HOST: host,
    DOCKER_HOST: ready.engine,
    SANDBOX_IMAGE: ready.image,
    DATA_DIR: process.env.DATA_DIR ?? DATA_DIR,
    RUNTIME_DIR: process.env.RUNTIME_DIR ?? runtime,
    TWOHOURS_INSTANCE: INSTANCE,
  };
  /** @type {import('./program.js').Kept[]} */
  const kept = [];
  for (const { name, args, env } of parts) {
    kept.push(
      keep({
        name,
        command: NODE,
        args: ['--import', FOLLOW_PARENT, ...args],
        env: { ...shared, ...env },
        log: openLog(LOGS, name),
        hear: (line) => {
          const text = shown(name, line);
          if (text !== undefined) say(text);
        },
        say,
        changed: () =>
          remember(
            runtime,
            kept.map(({ pid }) => pid()),
          ),
      }),
    );
  }
  remember(
    runtime,
    kept.map(({ pid }) => pid()),
  );
  return kept;
}

/** @param {NodeJS.ProcessEnv} env */
function portOf(env) {
  const port = Number(env.PORT || 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Stop(`PORT is ${env.PORT}, which is no port.`);
  return port;
}

/**
 * @param {string} name
 * @param {string} path of its main file
 * @param {NodeJS.ProcessEnv} [env]
 * @param {readonly string[]} [options] of Node
 * @returns {Part}
 */
export const part = (name, path, env = {}, options = []) => ({ name, args: [...options, join(ROOT, path)], env });
