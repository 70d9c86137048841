import { expect, it } from 'vitest';
import { freePort, pause } from '../harness/clock.ts';
import { OwnRedis, ServerProcess } from '../harness/processes.ts';

it('[T4] a server whose Redis is gone stays up, and stops when it is told to', { timeout: 60_000 }, async () => {
  const redis = await OwnRedis.start();
  const server = await ServerProcess.start(await freePort(), { REDIS_URL: redis.url });
  await redis.kill();
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
  await pause(1_000);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  // Somebody waits for an answer meanwhile.
  const asked = fetch(`${server.url}/api/v1/attempt`, { headers: { cookie: 'candidate=x' } }).then(
    (response) => response.status,
    () => 0,
  );
  const from = performance.now();
  await server.kill('SIGTERM');
  expect(performance.now() - from).toBeLessThan(15_000);
  expect(await asked).not.toBe(200);
  await redis.close();
});
