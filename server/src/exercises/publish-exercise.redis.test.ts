import { packExercise, partsOf } from '@twohours/exercises/pack';
import type { Logger } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../fake-clock.ts';
import { testRedis, type TestRedis } from '../redis/testing/test-redis.ts';
import { ExerciseStore } from './exercise-store.ts';
import { publishExercise } from './publish-exercise.ts';
import type { Published } from './published.ts';
import { anExercise } from './testing/exercise.ts';

let test: TestRedis;
let exercises: ExerciseStore;
let clock: FakeClock;
let warnings: string[];
let deps: Parameters<typeof publishExercise>[0];

beforeEach(() => {
  test = testRedis();
  exercises = new ExerciseStore(test.redis, test.keys);
  clock = new FakeClock();
  warnings = [];
  const log = {
    info: () => undefined,
    warn: (_entry: unknown, text: string) => void warnings.push(text),
    error: (_entry: unknown, text: string) => {
      throw new Error(text);
    },
  } as unknown as Pick<Logger, 'info' | 'warn' | 'error'>;
  deps = { exercises, clock, log };
});
afterEach(() => test.close());

const publish = (change: Parameters<typeof anExercise>[0] = {}, isPublic = false) => publishExercise(deps, anExercise(change), isPublic);
/** As an attempt has it from Start on. */
const started = (exercise: Published) => ({ startedAt: clock.now(), exercise });

describe('publishing', () => {
  it('[EX1] makes an exercise known, with its three parts', async () => {
    const published = await publish();
    const { open, sealed, hidden } = partsOf(anExercise());
    const { hashes } = await packExercise(anExercise());
    expect(published).toEqual({
      hashes,
      id: 'word-count',
      version: 1,
      title: 'Word count',
      role: 'backend',
      roleTitle: 'Software Engineer, Backend',
      minutes: 30,
      isPublic: false,
      publishedAt: clock.now(),
    });
    expect(await exercises.newest('word-count')).toEqual(published);
    expect(await exercises.version(hashes.exercise)).toEqual(published);
    expect(await exercises.openPart(hashes)).toEqual(open);
    expect(await exercises.sealedPartOf(started(published))).toEqual(sealed);
    expect(await exercises.hiddenPart(hashes)).toEqual(hidden);
    expect(await exercises.newest('other')).toBeUndefined();
  });

  it('[EX2] changes nothing when it is the same again', async () => {
    const first = await publish();
    const before = await test.dump();
    await clock.advance(60_000);
    expect(await publish()).toEqual(first);
    expect(await test.dump()).toBe(before);
    expect(warnings).toEqual([]);
  });

  it('[EX3] follows the highest version, in whatever order twenty servers publish them', async () => {
    const versions = Array.from({ length: 20 }, (_, i) => ((i * 7) % 20) + 1);
    const published = await Promise.all(versions.map((version) => publish({ manifest: { version }, statement: `Version ${version}` })));
    expect((await exercises.newest('word-count'))?.version).toBe(20);
    expect(await exercises.list()).toHaveLength(1);
    for (const one of published) expect((await exercises.sealedPartOf(started(one))).statement).toBe(`Version ${one.version}`);
  });

  it('[EX3] keeps an older version, and says that it is not followed', async () => {
    await publish({ manifest: { version: 3 } });
    const older = await publish({ manifest: { version: 2 } });
    expect((await exercises.newest('word-count'))?.version).toBe(3);
    expect(await exercises.version(older.hashes.exercise)).toEqual(older);
    expect(warnings).toEqual([expect.stringContaining('version 3 was published before')]);
  });

  it('[EX4] warns of another content under the same version, and leaves attempts what they pinned', async () => {
    const before = await publish({ statement: 'before' });
    const after = await publish({ statement: 'after' });
    expect(warnings).toEqual([expect.stringContaining('raise its version')]);
    expect((await exercises.newest('word-count'))?.hashes).toEqual(after.hashes);
    const fresh = new ExerciseStore(test.redis, test.keys);
    expect((await fresh.sealedPartOf(started(before))).statement).toBe('before');
    expect((await fresh.sealedPartOf(started(after))).statement).toBe('after');
    // The author took the change back.
    expect((await publish({ statement: 'before' })).publishedAt).toBe(before.publishedAt);
    expect((await exercises.newest('word-count'))?.hashes).toEqual(before.hashes);
  });

  it('[EX8] marks what ships with Twohours, also when it did not before', async () => {
    await publish();
    await publish({}, true);
    expect((await exercises.newest('word-count'))?.isPublic).toBe(true);
  });
});

describe('a part of an exercise', () => {
  it('[EX6] that is missing or was changed is an error of ours', async () => {
    const published = await publish();
    const key = test.keys.packagePart(published.hashes.sealed);
    const tar = await test.redis.getBuffer(key);
    await test.redis.set(key, Buffer.concat([tar ?? Buffer.alloc(0), Buffer.alloc(512)]));
    await expect(exercises.sealedPartOf(started(published))).rejects.toThrow('was changed');
    await test.redis.del(key);
    await expect(exercises.sealedPartOf(started(published))).rejects.toThrow('is not there');
    await publish();
    // What failed is not remembered.
    expect((await exercises.sealedPartOf(started(published))).statement).toContain('A1');
  });

  it('[EX1] is read from Redis once, however many ask for it', async () => {
    const published = await publish();
    const reads: string[] = [];
    const getBuffer = (key: string) => {
      reads.push(key);
      return test.redis.getBuffer(key);
    };
    const redis = new Proxy(test.redis, { get: (target, name) => (name === 'getBuffer' ? getBuffer : Reflect.get(target, name)) });
    const counting = new ExerciseStore(redis, test.keys);
    await Promise.all(Array.from({ length: 50 }, () => counting.sealedPartOf(started(published))));
    await counting.sealedPartOf(started(published));
    expect(reads).toEqual([test.keys.packagePart(published.hashes.sealed)]);
  });
});
