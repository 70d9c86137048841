import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from './command.js';
import { hashOf } from './hash.js';
import { NODE, ROOT } from './paths.js';
import { Stop } from './step.js';

const STAMP = join(ROOT, 'node_modules', '.twohours-stamp');
const wanted = () => hashOf(ROOT, ['package-lock.json'], [process.platform, process.arch]);

export function hasPackages() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted();
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

/**
 * npm 10 leaves this link out: two packages bring a command of the same name, and it forgets the one that fits when it
 * drops the one that does not. Where there is no package with a Node, the machine's own has to be new enough.
 */
export function linkNode() {
  if (existsSync(NODE)) return;
  const pinned = `node-${process.platform}-${process.arch}`;
  const hasPinned = existsSync(join(ROOT, 'node_modules', pinned, 'bin', 'node'));
  if (!hasPinned && !isNewEnough(process.versions.node)) throw new Stop(`Node 22.18 or newer is needed; this is ${process.versions.node}.`);
  rmSync(NODE, { force: true });
  symlinkSync(hasPinned ? join('..', pinned, 'bin', 'node') : process.execPath, NODE);
}

/**
 * As `engines` in package.json has it: the first that runs TypeScript as it is.
 * @param {string} version
 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}
