import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from './command.js';
import { filesBelow, hashOf } from './hash.js';
import { BIN_DIR, NODE, ROOT, withTools } from './paths.js';

const STAMP = join(ROOT, 'client', 'dist', '.stamp');

/** @param {string} path */
const isSource = (path) => !/(?:^|\/)(?:node_modules|dist)$/.test(path) && !/[.](?:test|spec)[.]tsx?$/.test(path);

function wanted() {
  const below = (/** @type {string} */ folder) => filesBelow(join(ROOT, folder), isSource).map((path) => `${folder}/${path}`);
  return hashOf(ROOT, [...below('client'), ...below('server/wire'), 'package-lock.json']);
}

export function isClientBuilt() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted();
}

export async function buildClient() {
  const env = { ...withTools(process.env), NODE_ENV: 'production' };
  const vite = async (/** @type {string[]} */ ...more) =>
    mustRun(NODE, [join(BIN_DIR, 'vite'), 'build', '--logLevel', 'warn', ...more], { cwd: join(ROOT, 'client'), env });
  await vite();
  // Into the folder that the first one has emptied.
  await vite('--config', 'vite.replay-page.config.ts');
  writeFileSync(STAMP, wanted());
}
