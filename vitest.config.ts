import { defineConfig } from 'vitest/config';

/*
  A test's suffix says what it needs: `.test.ts` nothing, `.redis.test.ts` a Redis server, `.docker.test.ts` a Docker
  engine and the sandbox image, `.spec.ts` all of that and a browser. Each project's global setup brings it, or says
  in one sentence what is missing.
*/
const elsewhere = ['**/node_modules/**', '**/dist/**', '**/.data/**'];
const withRedis = './scripts/testing/redis-setup.js';
const withImage = './scripts/testing/image-setup.js';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...elsewhere, '**/*.{redis,docker}.test.ts'],
        },
      },
      {
        test: {
          name: 'redis',
          include: ['**/*.redis.test.ts'],
          exclude: elsewhere,
          globalSetup: [withRedis],
          testTimeout: 20_000,
          hookTimeout: 20_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // One file at a time: they share the machine's cores with the containers that they measure.
        test: {
          name: 'docker',
          include: ['**/*.docker.test.ts'],
          exclude: elsewhere,
          globalSetup: [withRedis, withImage],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['**/*.spec.ts'],
          exclude: elsewhere,
          globalSetup: [withRedis, withImage],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
