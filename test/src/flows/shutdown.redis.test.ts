import { expect, it } from 'vitest';
import { pino } from 'pino';
import { readConfig } from '@twohours/server/config';
import { startServer } from '@twohours/server/start-server';
import { OwnRedis } from '../harness/processes.ts';

it('[T4] a server whose Redis is gone stops all the same', { timeout: 40_000 }, async () => {
  const redis = await OwnRedis.start();
  const server = await startServer(readConfig({ REDIS_URL: redis.url, PORT: '0' }), pino({ level: 'silent' }));
  await redis.kill();
  // Somebody waits for an answer meanwhile.
  const asked = fetch(`${server.url}/api/v1/attempt`, { headers: { cookie: 'candidate=x' } }).then(
    (response) => response.status,
    () => 0,
  );
  const from = performance.now();
  await server.close();
  expect(performance.now() - from).toBeLessThan(15_000);
  expect(await asked).not.toBe(200);
  await redis.close();
});
