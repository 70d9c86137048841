import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unpackHidden, unpackSealed } from '@twohours/exercises/unpack';
import type { HiddenPart, SealedPart } from '@twohours/wire/exercise';
import { Fault } from './fault.ts';

const REMEMBERED = 32;

export interface PackageCacheDeps {
  /** The tar with this hash, from Redis. */
  readonly fetch: (hash: string) => Promise<Buffer | null>;
  readonly dir: string;
}

/** Published exercises by hash: in memory, else on disk, else from Redis; what does not have its hash is not used. */
export class PackageCache {
  readonly #deps: PackageCacheDeps;
  readonly #sealed = new Remembered<SealedPart>();
  readonly #hidden = new Remembered<HiddenPart>();

  constructor(deps: PackageCacheDeps) {
    this.#deps = deps;
  }

  async sealed(hash: string): Promise<SealedPart> {
    return this.#sealed.get(hash, async () => unpackSealed(await this.#tar(hash)));
  }

  async hidden(hash: string): Promise<HiddenPart> {
    return this.#hidden.get(hash, async () => unpackHidden(await this.#tar(hash)));
  }

  async #tar(hash: string): Promise<Buffer> {
    const file = join(this.#deps.dir, 'packages', `${hash}.tar`);
    const kept = await readFile(file).catch(() => undefined);
    if (kept && hashOf(kept) === hash) return kept;
    const fetched = await this.#deps.fetch(hash);
    if (!fetched) throw new Fault(`the exercise's package ${hash} is not in Redis`);
    if (hashOf(fetched) !== hash) throw new Fault(`the exercise's package ${hash} is not what its name says`);
    await keep(file, fetched);
    return fetched;
  }
}

/** Whole or not at all: another worker may read at the same time. */
async function keep(file: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(unfinished, bytes, { mode: 0o600 });
  await rename(unfinished, file);
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The parts used last. One that could not be had is not remembered. */
class Remembered<T> {
  readonly #parts = new Map<string, Promise<T>>();

  async get(hash: string, load: () => Promise<T>): Promise<T> {
    const known = this.#parts.get(hash);
    this.#parts.delete(hash);
    const part = known ?? load();
    this.#parts.set(hash, part);
    const [oldest] = this.#parts.keys();
    if (this.#parts.size > REMEMBERED && oldest !== undefined) this.#parts.delete(oldest);
    try {
      return await part;
    } catch (error) {
      this.#parts.delete(hash);
      throw error;
    }
  }
}
