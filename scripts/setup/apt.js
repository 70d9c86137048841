import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mustRun, run } from './command.js';

const POLICY = '/usr/sbin/policy-rc.d';
/** Debian asks this file whether a package may start its service; 101 says no. */
const NO_STARTS = '#!/bin/sh\n# Written by Twohours while it installs packages; it may be removed.\nexit 101\n';

const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
let hasLists = false;

/**
 * Installs packages and starts nothing: Redis is started by us with its own settings, and a Docker engine only where
 * none answers.
 * @param {readonly string[]} packages
 */
export async function aptInstall(packages) {
  if (!hasLists) {
    await mustRun('apt-get', ['update', '-qq'], { env });
    hasLists = true;
  }
  const wanted = [...packages];
  // From Debian 13 on, the docker command is a package of its own, which docker.io only recommends.
  if (packages.includes('docker.io') && (await isAvailable('docker-cli'))) wanted.push('docker-cli');
  await withoutServiceStarts(() => mustRun('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted], { env }));
  // Or Debian's own Redis would stand beside ours after the next boot.
  if (packages.includes('redis-server')) await run('systemctl', ['disable', '--quiet', 'redis-server'], { timeoutMs: 20_000 });
}

/** @param {string} name */
async function isAvailable(name) {
  const policy = await run('apt-cache', ['policy', name]);
  return /Candidate: (?!\(none\))/.test(policy.stdout);
}

/**
 * @template T
 * @param {() => Promise<T>} work
 */
async function withoutServiceStarts(work) {
  const isTheirs = existsSync(POLICY) && readFileSync(POLICY, 'utf8') !== NO_STARTS;
  if (isTheirs) return work();
  writeFileSync(POLICY, NO_STARTS);
  chmodSync(POLICY, 0o755);
  const remove = () => rmSync(POLICY, { force: true });
  const interrupted = () => {
    remove();
    process.exit(130);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    return await work();
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    remove();
  }
}
