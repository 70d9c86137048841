import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DATA_DIR, INSTANCE, NODE, ROOT } from '../setup/paths.js';
import { remember } from './leftovers.js';
import { openLog, sayOnce, shown } from './output.js';
import { keep } from './program.js';

export const LOGS = join(DATA_DIR, 'log');
const FOLLOW_PARENT = fileURLToPath(new URL('follow-parent.js', import.meta.url));

/**
 * @typedef {object} Part a program of ours, on the pinned Node
 * @property {string} name
 * @property {readonly string[]} args
 * @property {NodeJS.ProcessEnv} env besides what all parts are told
 */

/**
 * @param {string} name
 * @param {string} path of its main file
 * @param {NodeJS.ProcessEnv} [env]
 * @param {readonly string[]} [options] of Node
 * @returns {Part}
 */
export const part = (name, path, env = {}, options = []) => ({ name, args: [...options, join(ROOT, path)], env });

/**
 * @param {readonly Part[]} parts
 * @param {{ ready: import('../setup/set-up.js').Ready, runtime: string, host: string, redisUrl: string, say: (sentence: string) => void }} told
 * @returns {import('./program.js').Kept[]}
 */
export function startParts(parts, { ready, runtime, host, redisUrl, say }) {
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
    // Stripping types and compiling is nearly half of what a start costs.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(ROOT, 'node_modules', '.cache', 'compile'),
  };
  /** @type {import('./program.js').Kept[]} */
  const kept = [];
  const changed = () => {
    const pids = kept.map((program) => program.pid());
    remember(runtime, pids);
  };
  for (const { name, args, env } of parts) {
    const said = sayOnce();
    const hear = (/** @type {string} */ line) => {
      const text = shown(name, line);
      if (text !== undefined && said.isNew(text)) say(text);
    };
    const how = { command: NODE, args: ['--import', FOLLOW_PARENT, ...args], env: { ...shared, ...env } };
    kept.push(keep({ name, ...how, log: openLog(LOGS, name), hear, say, changed, died: said.died }));
  }
  changed();
  return kept;
}
