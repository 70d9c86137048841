import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from './command.js';
import { hashOf } from './hash.js';
import { NODE, ROOT } from './paths.js';

const STAMP = join(ROOT, 'node_modules', '.twohours-stamp');
const wanted = () => hashOf(ROOT, ['package-lock.json'], [process.platform, process.arch]);

export function hasPackages() {
  return existsSync(NODE) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted();
}

/**
 * Not `npm ci`: a lock file written where the registry lacks another platform's binaries is refused by it.
 * Tools for building are packages too, so NODE_ENV=production must not leave them out.
 */
export async function installPackages() {
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--include=dev', '--include=optional'];
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) await mustRun(process.execPath, [npm, ...args], { cwd: ROOT });
  else await mustRun('npm', args, { cwd: ROOT });
  writeFileSync(STAMP, wanted());
}
