import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = realpathSync(fileURLToPath(new URL('../..', import.meta.url)));
/** Tells this checkout's processes, sockets and containers from another's. */
export const INSTANCE = createHash('sha256').update(ROOT).digest('hex').slice(0, 12);
export const DATA_DIR = join(ROOT, '.data');
export const BIN_DIR = join(ROOT, 'node_modules', '.bin');
/** The pinned Node, once npm has installed it. */
export const NODE = join(BIN_DIR, 'node');

/** @param {string} folder */
function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Sockets and slots of this checkout: short (a unix socket's path has 107 bytes at most), gone after a reboot, ours
 * alone to read.
 * @param {NodeJS.ProcessEnv} env
 */
export function runtimeDir(env) {
  const parent = [env.XDG_RUNTIME_DIR, '/run'].find((folder) => folder !== undefined && folder !== '' && isWritable(folder)) ?? tmpdir();
  return join(parent, `twohours-${INSTANCE}`);
}

/** @param {string} folder */
export function makePrivate(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/**
 * An environment in which `node` and every installed tool is the pinned one.
 * @param {NodeJS.ProcessEnv} env
 */
export const withTools = (env) => ({ ...env, PATH: `${BIN_DIR}${delimiter}${env.PATH ?? ''}` });
