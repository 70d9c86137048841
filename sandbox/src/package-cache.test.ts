import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashesOf } from '@twohours/exercises/hash';
import { packHidden, packOpen, packSealed } from '@twohours/exercises/pack';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PackageCache } from './package-cache.ts';
import { hiddenPart, sealedPart } from './testing/exercise.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'twohours-packages-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function published() {
  const role = { id: 'role', title: 'Role', teams: [], stages: [{ title: 'Exercise', text: '', isExercise: true }], qualifications: [] };
  const open = await packOpen({ id: 'sum', version: 1, title: 'Sum', minutes: 10, go: '1.27', role, overview: '' });
  const parts = { open, sealed: await packSealed(sealedPart()), hidden: await packHidden(hiddenPart({}, ['TestOne'])) };
  return { ...parts, hashes: hashesOf(parts) };
}

it('[P1] fetches a part once, keeps it on disk, and gives it from there to the next process', async () => {
  const { sealed, hashes } = await published();
  const asked: string[] = [];
  const fetch = async (hash: string) => {
    asked.push(hash);
    return sealed;
  };
  const cache = new PackageCache({ dir, fetch });
  await Promise.all([cache.sealed(hashes.sealed), cache.sealed(hashes.sealed)]);
  expect((await cache.sealed(hashes.sealed)).module).toBe('zmod/sum');
  await new PackageCache({ dir, fetch }).sealed(hashes.sealed);
  expect(asked).toEqual([hashes.sealed]);
});

it('[P2] uses nothing that does not have its hash, from Redis or from disk', async () => {
  const { hidden, hashes } = await published();
  await expect(new PackageCache({ dir, fetch: async () => Buffer.from('other') }).hidden(hashes.hidden)).rejects.toThrow('not what its name says');
  await expect(new PackageCache({ dir, fetch: async () => null }).hidden(hashes.hidden)).rejects.toThrow('not in Redis');
  const cache = new PackageCache({ dir, fetch: async () => hidden });
  await cache.hidden(hashes.hidden);
  const file = join(dir, 'packages', `${hashes.hidden}.tar`);
  await writeFile(file, 'spoiled');
  expect((await new PackageCache({ dir, fetch: async () => hidden }).hidden(hashes.hidden)).tests[0]?.id).toBe('TestOne');
  expect((await readFile(file)).equals(hidden)).toBe(true);
});

it('[P3] what could not be had is asked for again', async () => {
  const { sealed, hashes } = await published();
  let answer: Buffer | null = null;
  const cache = new PackageCache({ dir, fetch: async () => answer });
  await expect(cache.sealed(hashes.sealed)).rejects.toThrow('not in Redis');
  answer = sealed;
  expect((await cache.sealed(hashes.sealed)).id).toBe('sum');
});
