/**
 * @typedef {object} Found
 * @property {import('./machine.js').Machine} machine
 * @property {boolean} packages npm's, as the lock file has them
 * @property {boolean} redis a program, or REDIS_URL
 * @property {'answers' | 'refused' | 'silent'} engine
 * @property {boolean} engineGiven by DOCKER_HOST
 * @property {boolean} dockerd a program that could be started
 * @property {boolean} dockerCommand
 * @property {boolean} image
 * @property {boolean} browser found, or not wanted
 *
 * @typedef {{ what: 'docker' | 'redis' | 'browser', how: string }} Missing
 *
 * @typedef {object} Plan
 * @property {string[]} apt packages of the distribution
 * @property {boolean} startsEngine
 * @property {string[]} says what will be installed, a line each, for the question
 * @property {Missing[]} missing what we cannot bring, and what the person can do
 */

/**
 * Decides what set-up does on this machine. Nothing here touches it.
 * @param {Found} found
 * @returns {Plan}
 */
export function plan(found) {
  const { canInstall, distribution } = found.machine;
  const apt = [];
  /** @type {Missing[]} */
  const missing = [];
  const says = [];
  if (!found.packages) says.push('npm packages, into node_modules');

  if (!found.redis) {
    if (canInstall) apt.push('redis-server');
    else missing.push({ what: 'redis', how: `Redis is missing: ${howTo(found, 'redis-server', 'redis')}, or set REDIS_URL.` });
  }

  const needsEngine = found.engine === 'silent' && !found.engineGiven && !found.dockerd;
  const needsCommand = !found.image && !found.dockerCommand;
  if (found.engine === 'refused') {
    missing.push({
      what: 'docker',
      how: 'A Docker engine is there, but this user may not talk to it: `sudo usermod -aG docker $USER`, and sign in again.',
    });
  } else if (found.engine === 'silent' && found.engineGiven) {
    missing.push({ what: 'docker', how: 'DOCKER_HOST is set, but no Docker engine answers there.' });
  } else if (needsEngine || needsCommand) {
    if (canInstall) apt.push('docker.io', 'iptables', 'ca-certificates');
    else missing.push({ what: 'docker', how: `Docker is missing: ${howTo(found, 'docker.io', undefined)}, or set DOCKER_HOST.` });
  } else if (found.engine === 'silent' && !canInstall) {
    missing.push({ what: 'docker', how: 'Docker is installed, but no engine answers: `sudo systemctl start docker`, or start Docker Desktop.' });
  }

  if (!found.browser) {
    // Ubuntu's package is an empty one that asks for a snap.
    if (canInstall && distribution === 'debian') apt.push('chromium', 'fonts-liberation');
    else missing.push({ what: 'browser', how: `Chromium is missing: ${howTo(found, 'chromium', 'chromium')}, or set CHROMIUM to its path.` });
  }

  if (apt.length > 0) says.push(`${apt.join(', ')}, with apt`);
  const startsEngine = found.engine === 'silent' && !found.engineGiven && canInstall;
  if (!found.image && canInstall && distribution === 'debian' && !missing.some(({ what }) => what === 'docker')) {
    says.push('mmdebstrap, with apt, only if the Go image cannot be pulled');
  }
  return { apt, startsEngine, says, missing };
}

/**
 * @param {Found} found
 * @param {string} debian
 * @param {string | undefined} brew
 */
function howTo({ machine }, debian, brew) {
  if (machine.platform === 'darwin') return brew ? `\`brew install ${brew}\`` : 'install Docker Desktop or Colima';
  if (machine.distribution === 'ubuntu' && debian === 'chromium') return '`sudo snap install chromium`';
  if (machine.distribution !== 'other') return `\`sudo apt-get install ${debian}\``;
  return `install ${debian} with this system's package manager`;
}
