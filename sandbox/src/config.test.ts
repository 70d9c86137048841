import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { serveHealth } from './health-server.ts';
import { narrow, operatorLimits } from './limits.ts';
import { LIMITS } from './testing/exercise.ts';

const NEEDED = { REDIS_URL: 'unix:///run/redis.sock', SANDBOX_IMAGE: 'twohours-sandbox:1' };

it('[E1] an environment that cannot be used is told by name', () => {
  expect(() => readConfig({ SANDBOX_SLOTS: '0', REDIS_PREFIX: 'no spaces' })).toThrow(
    /REDIS_URL[\s\S]*REDIS_PREFIX[\s\S]*SANDBOX_IMAGE[\s\S]*SANDBOX_SLOTS/,
  );
  expect(readConfig(NEEDED)).toMatchObject({ REDIS_PREFIX: 'twohours:', SANDBOX_HOST: '127.0.0.1', LOG_LEVEL: 'info' });
});

it('[E2] an exercise gets no more than the operator grants, and no more than it asks for', () => {
  const operator = operatorLimits(readConfig({ ...NEEDED, SANDBOX_MAX_MEMORY_MIB: '64', SANDBOX_MAX_WALL_S: '5' }));
  expect(narrow(LIMITS, operator)).toEqual({ ...LIMITS, memoryBytes: 64 * 1024 ** 2, wallMs: 5_000 });
});

it('[E3] health says whether the process answers, and whether it takes jobs', async () => {
  let isReady = false;
  const server = await serveHealth({ host: '127.0.0.1', port: 0 }, () => isReady);
  const { port } = server.address() as AddressInfo;
  const status = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  expect([await status('/healthz'), await status('/readyz'), await status('/')]).toEqual([200, 503, 404]);
  isReady = true;
  expect(await status('/readyz')).toBe(200);
  server.close();
});
