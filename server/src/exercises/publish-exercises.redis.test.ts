import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../fake-clock.ts';
import { testRedis, type TestRedis } from '../redis/testing/test-redis.ts';
import { ExerciseStore } from './exercise-store.ts';
import { publishExercises } from './publish-exercises.ts';

const SHIPPED = fileURLToPath(new URL('../../../exercises', import.meta.url));

let test: TestRedis;
let exercises: ExerciseStore;
let dir: string;
let errors: string[];

beforeEach(async () => {
  test = testRedis();
  exercises = new ExerciseStore(test.redis, test.keys);
  dir = await mkdtemp(join(tmpdir(), 'twohours-exercises-'));
  errors = [];
});
afterEach(async () => {
  await rm(dir, { recursive: true });
  await test.close();
});

async function publish(...dirs: string[]) {
  const hear = (first: unknown, second?: string) => void errors.push(second ?? String(first));
  const log = { info: () => undefined, warn: () => undefined, error: hear } as unknown as Pick<Logger, 'info' | 'warn' | 'error'>;
  await publishExercises({ exercises, clock: new FakeClock(), log }, dirs);
  return new Map((await exercises.list()).map(({ id, isPublic }) => [id, isPublic]));
}

/** The warm-up under another id, with its manifest changed. */
async function copyOfWarmUp(id: string, change: (manifest: string) => string = (manifest) => manifest): Promise<void> {
  await cp(join(SHIPPED, 'warm-up'), join(dir, id), { recursive: true });
  const path = join(dir, id, 'exercise.yaml');
  await writeFile(path, change((await readFile(path, 'utf8')).replace('id: warm-up', `id: ${id}`)));
}

describe('publishing folders', () => {
  it('[EX8] marks as public what ships with Twohours, and nothing else', async () => {
    await copyOfWarmUp('our-own');
    const published = await publish(dir);
    expect(published.get('warm-up')).toBe(true);
    expect(published.get('our-own')).toBe(false);
    expect(errors.filter((error) => error.includes(dir))).toEqual([]);
  });

  it('[EX7] passes over what does not load or check, names file and line, and publishes the rest', async () => {
    await copyOfWarmUp('does-not-load', (manifest) => `surprise: yes\n${manifest}`);
    await copyOfWarmUp('does-not-check', (manifest) => manifest.replace('TestNoMoreReadsThanAllowed', 'TestThatNobodyWrote'));
    await copyOfWarmUp('our-own');
    const published = await publish(join(dir, 'missing'), dir);
    expect([...published.keys()]).toEqual(expect.arrayContaining(['our-own', 'warm-up']));
    expect(published.has('does-not-load')).toBe(false);
    expect(published.has('does-not-check')).toBe(false);
    expect(errors).toContainEqual(expect.stringMatching(`${join(dir, 'does-not-load', 'exercise.yaml')}:1: .*surprise`));
    expect(errors).toContainEqual(expect.stringMatching(`${join(dir, 'does-not-check', 'exercise.yaml')}:[0-9]+: .*TestThatNobodyWrote`));
    expect(errors).toContainEqual(expect.stringContaining(join(dir, 'missing')));
  });

  it('[EX7] passes over a folder whose id is taken', async () => {
    await copyOfWarmUp('warm-up');
    const published = await publish(dir);
    expect(published.get('warm-up')).toBe(true);
    expect(errors).toContainEqual(expect.stringContaining('has the same id'));
  });
});
