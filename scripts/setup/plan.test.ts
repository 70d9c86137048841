import { expect, test } from 'vitest';
import { goesAhead } from './ask.js';
import { readDistribution } from './machine.js';
import { plan } from './plan.js';
import type { Found } from './plan.js';

const debian = { distribution: 'debian', codename: 'bookworm', canInstall: true, hasSystemd: true, platform: 'linux' } as const;
const everything: Found = {
  machine: debian,
  packages: true,
  redis: true,
  engine: 'answers',
  engineGiven: false,
  dockerd: true,
  dockerCommand: true,
  image: true,
  browser: true,
};
const bare = { packages: false, redis: false, engine: 'silent', dockerd: false, dockerCommand: false, image: false, browser: false } as const;
const nobody = { ...debian, canInstall: false };

test('[S2] finds nothing to do where everything is there', () => {
  expect(plan(everything)).toEqual({ apt: [], startsEngine: false, says: [], missing: [] });
});

test('[S3] brings everything on a bare Debian, and says all of it', () => {
  const { apt, startsEngine, says, missing } = plan({ ...everything, ...bare });
  expect(apt).toEqual(['redis-server', 'docker.io', 'iptables', 'ca-certificates', 'chromium', 'fonts-liberation']);
  expect(startsEngine).toBe(true);
  expect(missing).toEqual([]);
  const said = says.join('\n');
  for (const name of [...apt, 'npm packages', 'mmdebstrap']) expect(said).toContain(name);
});

test('[S3] tells whoever is not root one line per missing thing, and installs nothing', () => {
  const { apt, startsEngine, missing } = plan({ ...everything, ...bare, machine: nobody });
  expect(apt).toEqual([]);
  expect(startsEngine).toBe(false);
  expect(missing.map(({ what }) => what)).toEqual(['redis', 'docker', 'browser']);
  expect(missing.every(({ how }) => how.includes('sudo apt-get install') && !how.includes('\n'))).toBe(true);
});

test('[S3] names the way of the system at hand', () => {
  const how = (machine: Found['machine']) =>
    plan({ ...everything, ...bare, machine })
      .missing.map((one) => one.how)
      .join('\n');
  expect(how({ ...nobody, distribution: 'other', platform: 'darwin' })).toContain('brew install redis');
  expect(how({ ...nobody, distribution: 'other' })).toContain("this system's package manager");
  expect(how({ ...debian, distribution: 'ubuntu' })).toContain('snap install chromium');
});

test('[S4] starts an engine that is installed and silent, without installing one', () => {
  expect(plan({ ...everything, engine: 'silent' })).toMatchObject({ apt: [], startsEngine: true, missing: [] });
});

test('[S4] leaves an engine alone that DOCKER_HOST names or that this user may not ask', () => {
  const given = plan({ ...everything, engine: 'silent', engineGiven: true, dockerd: false });
  const refused = plan({ ...everything, engine: 'refused' });
  for (const decided of [given, refused]) {
    expect(decided).toMatchObject({ apt: [], startsEngine: false });
    expect(decided.missing.map(({ what }) => what)).toEqual(['docker']);
  }
});

test('[S4] brings the docker command for an image that has to be built, and not for one that is there', () => {
  expect(plan({ ...everything, dockerCommand: false, image: false }).apt).toContain('docker.io');
  expect(plan({ ...everything, dockerCommand: false }).apt).toEqual([]);
});

test('[S5] asks at a terminal only, and only whoever has not said yes', () => {
  expect(goesAhead([], {}, true)).toBe(false);
  expect(goesAhead([], {}, false)).toBe(true);
  expect(goesAhead(['--yes'], {}, true)).toBe(true);
  expect(goesAhead([], { CI: 'true' }, true)).toBe(true);
  expect(goesAhead([], { npm_config_yes: 'true' }, true)).toBe(true);
});

test('[S3] reads which distribution this is', () => {
  expect(readDistribution('ID=debian\nVERSION_CODENAME=bookworm\n')).toEqual({ distribution: 'debian', codename: 'bookworm' });
  expect(readDistribution('ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_CODENAME=wilma\n').distribution).toBe('ubuntu');
  expect(readDistribution('ID="fedora"\n')).toEqual({ distribution: 'other', codename: '' });
});
