import { HiddenPartSchema, OpenPartSchema, SealedPartSchema } from '@twohours/wire/exercise';
import type { HiddenPart, OpenPart, SealedPart } from '@twohours/wire/exercise';
import type { Files } from '@twohours/wire/workspace';
import { unpackFiles } from './tar.ts';

/** Throws if the tar is not an open part: an unknown or missing entry, or content that its schema refuses. */
export async function unpackOpen(tar: Buffer): Promise<OpenPart> {
  const entries = new Entries(await unpackFiles(tar));
  return entries.finish(OpenPartSchema.parse({ ...entries.json('part.json'), overview: entries.text('overview.md') }));
}

/** Throws if the tar is not a sealed part. */
export async function unpackSealed(tar: Buffer): Promise<SealedPart> {
  const entries = new Entries(await unpackFiles(tar));
  const statement = entries.text('statement.md');
  return entries.finish(SealedPartSchema.parse({ ...entries.json('part.json'), statement, starter: entries.below('starter/') }));
}

/** Throws if the tar is not a hidden part. */
export async function unpackHidden(tar: Buffer): Promise<HiddenPart> {
  const entries = new Entries(await unpackFiles(tar));
  const files = entries.below('hidden/');
  return entries.finish(HiddenPartSchema.parse({ ...entries.json('part.json'), files, solutions: entries.below('solutions/') }));
}

/** Every entry of a package must be asked for, exactly once. */
class Entries {
  readonly #left: Map<string, string>;

  constructor(files: Files) {
    this.#left = new Map(Object.entries(files));
  }

  text(name: string): string {
    const text = this.#left.get(name);
    if (text === undefined) throw new Error(`${name}: missing from the package`);
    this.#left.delete(name);
    return text;
  }

  json(name: string): object {
    const value: unknown = JSON.parse(this.text(name));
    if (typeof value !== 'object' || value === null) throw new Error(`${name}: not an object`);
    return value;
  }

  below(folder: string): Files {
    const names = [...this.#left.keys()].filter((name) => name.startsWith(folder));
    return Object.fromEntries(names.map((name) => [name.slice(folder.length), this.text(name)]));
  }

  finish<T>(part: T): T {
    const [unknown] = this.#left.keys();
    if (unknown !== undefined) throw new Error(`${unknown}: does not belong into this package`);
    return part;
  }
}
