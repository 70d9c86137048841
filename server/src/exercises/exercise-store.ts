import { hashOf } from '@twohours/exercises/hash';
import type { Package } from '@twohours/exercises/pack';
import { unpackHidden, unpackOpen, unpackSealed } from '@twohours/exercises/unpack';
import type { ExerciseHashes, HiddenPart, OpenPart, SealedPart } from '@twohours/wire/exercise';
import type { Instant } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Keys } from '../redis/keys.ts';
import { bindScript } from '../redis/script.ts';
import { PublishedSchema, type Published } from './published.ts';
import { Recent } from './recent.ts';

/** Parts are small and few are in use at a time. */
const REMEMBERED = 16;

/** What only an attempt that was started has. */
interface Started {
  readonly startedAt: Instant;
  readonly exercise: { readonly hashes: Pick<ExerciseHashes, 'sealed'> };
}

/** The only code that knows how Redis holds exercises. */
export class ExerciseStore {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #publish;
  readonly #open = new Recent(REMEMBERED, async (hash) => unpackOpen(await this.#tar(hash)));
  readonly #sealed = new Recent(REMEMBERED, async (hash) => unpackSealed(await this.#tar(hash)));
  readonly #hidden = new Recent(REMEMBERED, async (hash) => unpackHidden(await this.#tar(hash)));

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
    this.#publish = bindScript(redis, {
      file: new URL('./publish-exercise.lua', import.meta.url),
      keys: ['open', 'sealed', 'hidden', 'versions', 'newest'],
      args: ['id', 'hash', 'body', 'expectedNewest', 'nextNewest', 'openTar', 'sealedTar', 'hiddenTar'],
      reply: z.tuple([z.enum(['published', 'conflict'])]),
    });
  }

  /** `conflict` if `expected` is no longer the newest version: read again, decide again. */
  async publish(
    published: Published,
    parts: Omit<Package, 'hashes'>,
    newest: { expected: Published | undefined; next: Published },
  ): Promise<'published' | 'conflict'> {
    const { hashes, id } = published;
    const [outcome] = await this.#publish({
      open: this.#keys.packagePart(hashes.open),
      sealed: this.#keys.packagePart(hashes.sealed),
      hidden: this.#keys.packagePart(hashes.hidden),
      versions: this.#keys.exerciseVersions,
      newest: this.#keys.newestExercise,
      id,
      hash: hashes.exercise,
      body: JSON.stringify(published),
      expectedNewest: newest.expected?.hashes.exercise ?? '',
      nextNewest: newest.next.hashes.exercise,
      openTar: parts.open,
      sealedTar: parts.sealed,
      hiddenTar: parts.hidden,
    });
    return outcome;
  }

  /** The newest version of each exercise, by title. */
  async list(): Promise<Published[]> {
    const hashes = await this.#redis.hvals(this.#keys.newestExercise);
    const all = await Promise.all(hashes.map((hash) => this.#get(hash)));
    return all.toSorted((a, b) => a.title.localeCompare(b.title));
  }

  /** What invitations follow until Start pins it. */
  async newest(id: string): Promise<Published | undefined> {
    const hash = await this.#redis.hget(this.#keys.newestExercise, id);
    return hash === null ? undefined : this.#get(hash);
  }

  /** Any version that was ever published, by the hash of the whole exercise. */
  async version(hash: string): Promise<Published | undefined> {
    const body = await this.#redis.hget(this.#keys.exerciseVersions, hash);
    return body === null ? undefined : PublishedSchema.parse(JSON.parse(body));
  }

  /** May be known from the invitation on. */
  async openPart(hashes: Pick<ExerciseHashes, 'open'>): Promise<OpenPart> {
    return this.#open.get(hashes.open);
  }

  /** Statement and starter. There is no other way to them, and no way to ask for this before Start. */
  async sealedPartOf(attempt: Started): Promise<SealedPart> {
    return this.#sealed.get(attempt.exercise.hashes.sealed);
  }

  /** For staff's result page alone. */
  async hiddenPart(hashes: Pick<ExerciseHashes, 'hidden'>): Promise<HiddenPart> {
    return this.#hidden.get(hashes.hidden);
  }

  async #get(hash: string): Promise<Published> {
    const published = await this.version(hash);
    if (!published) throw new Error(`the newest version of an exercise, ${hash}, is not there`);
    return published;
  }

  async #tar(hash: string): Promise<Buffer> {
    const tar = await this.#redis.getBuffer(this.#keys.packagePart(hash));
    if (tar === null) throw new Error(`the part ${hash} of an exercise is not there`);
    if (hashOf(tar) !== hash) throw new Error(`the part ${hash} of an exercise was changed`);
    return tar;
  }
}
