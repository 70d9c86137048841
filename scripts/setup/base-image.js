import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aptInstall } from './apt.js';
import { BASE_RECIPE } from './base-recipe.js';
import { sleep } from './clock.js';
import { find, mustRun, run } from './command.js';
import { hasImage } from './engine.js';
import { hashOf } from './hash.js';
import { Stop } from './step.js';

/** As in `ARG BASE=` of sandbox/image/Dockerfile. */
const PULLED = 'golang:1.27-trixie';
/** A registry that is there has begun to answer by then. */
const SILENCE_MS = 15_000;

const WHAT_HELPS =
  'The sandbox image needs a base with Go: either the Docker engine must be able to pull golang:1.27-trixie, or set-up must run as root on Debian with apt, or SANDBOX_BASE must name an image that is there.';

/**
 * An image with Go to build the sandbox's on: the operator's own, the official one if it is here or can be pulled, or
 * one made of Debian's packages.
 * @param {import('./machine.js').Machine} machine
 * @param {string} address
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} its name
 */
export async function baseImage(machine, address, env) {
  if (env.SANDBOX_BASE) return env.SANDBOX_BASE;
  const built = `twohours-base:${hashOf('/', [], [JSON.stringify(BASE_RECIPE), process.arch]).slice(0, 12)}`;
  if (await hasImage(address, built)) return built;
  if ((await hasImage(address, PULLED)) || (await canPull(PULLED))) return PULLED;
  if (machine.distribution !== 'debian') throw new Stop(WHAT_HELPS);
  await fromDebian(machine, built);
  return built;
}

/**
 * Pulls as long as the registry keeps talking; gives up at once on one that never starts.
 * @param {string} name
 */
async function canPull(name) {
  const child = spawn('docker', ['pull', name], { stdio: ['ignore', 'pipe', 'ignore'] });
  const patience = new AbortController();
  const ended = new Promise((/** @type {(code: number) => void} */ resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 128));
  });
  child.stdout.on('data', () => patience.abort());
  void sleep(SILENCE_MS, patience.signal).then(() => patience.signal.aborted || child.kill('SIGKILL'));
  const code = await ended;
  patience.abort();
  return code === 0;
}

/**
 * @param {import('./machine.js').Machine} machine
 * @param {string} name
 */
async function fromDebian(machine, name) {
  if (!find('mmdebstrap')) {
    if (!machine.canInstall) throw new Stop(WHAT_HELPS);
    await aptInstall(['mmdebstrap']);
  }
  const mirror = await ownMirror(machine.codename);
  if (!mirror) throw new Stop(WHAT_HELPS);
  const { suite, backports, components, packages } = BASE_RECIPE;
  const line = (/** @type {string} */ of) => `deb ${mirror} ${of} ${components.join(' ')}`;
  const folder = mkdtempSync(join(tmpdir(), 'twohours-base-'));
  try {
    const tar = join(folder, 'base.tar');
    const args = ['--quiet', '--variant=apt', `--include=${packages.join(',')}`, suite, tar, line(suite), line(backports)];
    await mustRun('mmdebstrap', args, { timeoutMs: 600_000 });
    await mustRun('docker', [
      'import',
      '--change',
      'ENV PATH=/usr/lib/go-1.27/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      tar,
      name,
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Where this machine's own apt takes Debian from: what it may reach, a build may.
 * @param {string} codename
 */
async function ownMirror(codename) {
  if (!existsSync('/usr/bin/apt-get')) return undefined;
  const asked = await run('apt-get', ['indextargets', '--format', '$(REPO_URI)', 'Origin: Debian', `Codename: ${codename}`, 'Created-By: Packages']);
  return asked.stdout.split('\n').find((uri) => /^https?:/.test(uri));
}
