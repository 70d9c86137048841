import { existsSync, readFileSync } from 'node:fs';
import { find } from './command.js';

/**
 * @typedef {object} Machine
 * @property {'debian' | 'ubuntu' | 'other'} distribution
 * @property {string} codename such as bookworm; empty where there is none
 * @property {boolean} canInstall root on a machine with apt
 * @property {boolean} hasSystemd one that is running, not one that is installed
 * @property {NodeJS.Platform} platform
 */

/**
 * @param {string} osRelease content of /etc/os-release
 * @returns {Pick<Machine, 'distribution' | 'codename'>}
 */
export function readDistribution(osRelease) {
  const field = (/** @type {string} */ name) => new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(osRelease)?.[1] ?? '';
  const names = [field('ID'), ...field('ID_LIKE').split(' ')];
  const distribution = names.includes('ubuntu') ? 'ubuntu' : names.includes('debian') ? 'debian' : 'other';
  return { distribution, codename: field('VERSION_CODENAME') };
}

/** @returns {Machine} */
export function lookAtMachine() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const { distribution, codename } = readDistribution(release);
  return {
    distribution,
    codename,
    canInstall: process.getuid?.() === 0 && distribution !== 'other' && find('apt-get') !== undefined,
    hasSystemd: existsSync('/run/systemd/system'),
    platform: process.platform,
  };
}
