/** The Redis that the tests' global setup started (or was given). */
export function redisUrl(): string {
  const url = process.env['TEST_REDIS_URL'];
  if (url === undefined) throw new Error('TEST_REDIS_URL is not set: run these tests with `npm test` or `npx vitest --project redis`.');
  return url;
}
