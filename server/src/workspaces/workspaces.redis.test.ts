import { newId } from '@twohours/wire/id';
import type { AttemptEvent, RecordedEntry } from '@twohours/wire/recording';
import { afterAll, describe, expect, it } from 'vitest';
import { RecordingStore } from '../recordings/recording-store.ts';
import { testRedis } from '../redis/testing/test-redis.ts';
import { Workspaces } from './workspaces.ts';

const own = testRedis();
afterAll(() => own.close());

const sealed = { starter: { 'main.go': 'package main\n' } };

function recording() {
  const attempt = newId('att');
  const store = new RecordingStore(own.redis, own.keys);
  const put = (entry: RecordedEntry) => own.redis.xadd(own.keys.recording(attempt), '*', 'e', JSON.stringify(entry));
  let seq = 0;
  return {
    attempt,
    store,
    type: (s: string) => put({ v: 1, at: 1, seq: (seq += 1), epoch: 1, events: [{ kind: 'edit', f: 's0', o: 0, d: 0, s, ago: 0 }] }),
    note: (event: AttemptEvent) => store.note(attempt, 1, event),
  };
}

describe('the files of a run', () => {
  it('[R2] are those of the moment at which it was asked for, also where more was read meanwhile', async () => {
    const { attempt, store, type, note } = recording();
    const [warm, cold] = [new Workspaces(store), new Workspaces(store)];
    await type('a');
    await warm.read(attempt, sealed);
    const [first, second] = [newId('run'), newId('run')];
    await note({ kind: 'run-started', run: first });
    await type('b');
    await note({ kind: 'run-ended', run: first, how: 'passed' });
    await warm.read(attempt, sealed);
    expect(await warm.filesOfRun(attempt, sealed, first)).toEqual({ 'main.go': 'apackage main\n' });
    await note({ kind: 'run-started', run: second });
    await type('c');
    for (const workspaces of [warm, cold]) {
      expect(await workspaces.filesOfRun(attempt, sealed, second)).toEqual({ 'main.go': 'bapackage main\n' });
      expect((await workspaces.read(attempt, sealed)).workspace.get('s0')?.text).toBe('cbapackage main\n');
    }
  });

  it('[R2] are never those of another run', async () => {
    const { attempt, store, note } = recording();
    await note({ kind: 'run-started', run: newId('run') });
    await expect(new Workspaces(store).filesOfRun(attempt, sealed, newId('run'))).rejects.toThrow('is not the latest run');
  });
});
