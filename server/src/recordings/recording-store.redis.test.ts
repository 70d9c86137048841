import { newId, type AttemptId } from '@twohours/wire/id';
import type { RecordedEntry } from '@twohours/wire/recording';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testRedis, type TestRedis } from '../redis/testing/test-redis.ts';
import { RecordingStore } from './recording-store.ts';

let test: TestRedis;
let store: RecordingStore;
beforeEach(() => {
  test = testRedis();
  store = new RecordingStore(test.redis, test.keys);
});
afterEach(() => test.close());

const note = async (by: RecordingStore, attempt: AttemptId, at: number) => by.note(attempt, at, { kind: 'connected' });
const stored = async (attempt: AttemptId): Promise<RecordedEntry[]> => (await store.readAfter(attempt)).map(({ entry }) => entry);

describe('a recording that is read again and again', () => {
  it('[RP5] is read whole, whoever writes to it in between, and also when more are read than are held', async () => {
    const beside = new RecordingStore(test.redis, test.keys);
    const attempts = Array.from({ length: 10 }, () => newId('att'));
    const steps = fc.array(fc.tuple(fc.nat(9), fc.constantFrom('write', 'write beside', 'read', 'read twice at once')), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(steps, async (rows) => {
        for (const [index, [which, what]] of rows.entries()) {
          const attempt = attempts[which] ?? newId('att');
          if (what === 'write') await note(store, attempt, index);
          else if (what === 'write beside') await note(beside, attempt, index);
          else {
            const readings = await Promise.all(Array.from({ length: what === 'read' ? 1 : 2 }, async () => store.readAll(attempt)));
            for (const entries of readings) expect(entries).toEqual(await stored(attempt));
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('[RP5] while it is written to is read up to some entry, with none left out', async () => {
    const attempt = newId('att');
    const writing = (async () => {
      for (let at = 0; at < 200; at += 1) await note(store, attempt, at);
    })();
    for (let n = 0; n < 40; n += 1) {
      const read = await store.readAll(attempt);
      expect(read.map(({ at }) => at)).toEqual(read.map((_, index) => index));
    }
    await writing;
    expect(await store.readAll(attempt)).toHaveLength(200);
  });

  it('[RP5] that is gone is not read from memory, nor is what came in its place', async () => {
    const attempt = newId('att');
    for (let at = 0; at < 3; at += 1) await note(store, attempt, at);
    expect(await store.readAll(attempt)).toHaveLength(3);
    await test.redis.del(test.keys.recording(attempt));
    expect(await store.readAll(attempt)).toEqual([]);
    await note(store, attempt, 7);
    expect(await store.readAll(attempt)).toEqual(await stored(attempt));
  });

  it('[RP5] that could not be read is read anew', async () => {
    const attempt = newId('att');
    await note(store, attempt, 0);
    await test.redis.xadd(test.keys.recording(attempt), '*', 'e', 'no entry');
    await expect(store.readAll(attempt)).rejects.toThrow();
    await test.redis.del(test.keys.recording(attempt));
    await note(store, attempt, 1);
    expect(await store.readAll(attempt)).toHaveLength(1);
  });
});
