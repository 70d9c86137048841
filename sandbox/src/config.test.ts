import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import type { Health } from './beat.ts';
import { readConfig, readConfigWithoutRedis } from './config.ts';
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

it('[E3] health says whether the process answers, whether it takes jobs, and why not', async () => {
  let health: Health = {
    state: 'unavailable',
    reason: 'No engine.',
    slots: 2,
    busy: 0,
    quarantined: 1,
    runtime: 'default',
    selfTest: { state: 'failed', failed: ['kernel'], tolerated: [] },
  };
  const server = await serveHealth({ host: '127.0.0.1', port: 0 }, () => health);
  const { port } = server.address() as AddressInfo;
  const ask = async (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  const status = async (path: string) => (await ask(path)).status;
  expect([await status('/healthz'), await status('/readyz'), await status('/')]).toEqual([200, 503, 404]);
  expect(await (await ask('/healthz')).json()).toEqual(health);
  expect(await (await ask('/readyz')).json()).toEqual(health);
  expect(await (await ask('/')).json()).toEqual({});
  health = { ...health, state: 'ready' };
  expect(await status('/readyz')).toBe(200);
  server.close();
});

it('[E4] the runtime and the way in are chosen by name, and nothing is let pass unless asked for', () => {
  expect(readConfig(NEEDED)).toMatchObject({ SANDBOX_HAND_IN: 'auto', SANDBOX_ALLOW_UNLIMITED_RUNSC: false });
  expect(readConfig({ ...NEEDED, SANDBOX_RUNTIME: '', SANDBOX_ALLOW_UNLIMITED_RUNSC: '' })).toMatchObject({ SANDBOX_ALLOW_UNLIMITED_RUNSC: false });
  expect(readConfig({ ...NEEDED, SANDBOX_RUNTIME: '' }).SANDBOX_RUNTIME).toBeUndefined();
  expect(readConfig({ ...NEEDED, SANDBOX_RUNTIME: 'runsc', SANDBOX_ALLOW_UNLIMITED_RUNSC: '1' })).toMatchObject({
    SANDBOX_RUNTIME: 'runsc',
    SANDBOX_ALLOW_UNLIMITED_RUNSC: true,
  });
  expect(() => readConfig({ ...NEEDED, SANDBOX_RUNTIME: 'a b', SANDBOX_HAND_IN: 'copy', SANDBOX_ALLOW_UNLIMITED_RUNSC: 'yes' })).toThrow(
    /SANDBOX_RUNTIME[\s\S]*SANDBOX_ALLOW_UNLIMITED_RUNSC[\s\S]*SANDBOX_HAND_IN/,
  );
  expect(readConfigWithoutRedis({ SANDBOX_IMAGE: 'twohours-sandbox:1' })).toMatchObject({ SANDBOX_HAND_IN: 'auto' });
});
