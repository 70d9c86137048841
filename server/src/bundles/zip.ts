import { unzipSync, zip, type AsyncZippable } from 'fflate';
import { isNothingButItsMembers } from './zip-layout.ts';

/** Path to content. */
export type Members = ReadonlyMap<string, Uint8Array>;

/** Read as a time of the machine's own zone and written without one: the same everywhere. */
const MTIME = '1980-01-01T12:00:00';
/** A bundle is a few megabytes. What unfolds to more is not one. */
const MOST_BYTES = 512 * 1024 ** 2;

/** The same members make the same file, wherever and whenever. Compressed beside the main thread, on which others wait. */
export async function writeZip(members: Members): Promise<Uint8Array> {
  const files: AsyncZippable = Object.fromEntries(members);
  return new Promise((resolve, reject) => {
    zip(files, { level: 6, mtime: MTIME }, (error, bytes) => (error ? reject(error) : resolve(bytes)));
  });
}

export type OpenedZip = { readonly members: Members; readonly twice: readonly string[] } | { readonly unreadable: string };

/** Everything that it lists; a name that it lists twice means something else to every program that reads it. */
export function readZip(bytes: Uint8Array): OpenedZip {
  const names: string[] = [];
  let total = 0;
  try {
    const found = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.push(name);
        total += originalSize;
        if (total > MOST_BYTES) throw new Error(`it unfolds to more than ${MOST_BYTES / 1024 ** 2} MiB`);
        return true;
      },
    });
    if (!isNothingButItsMembers(bytes)) return { unreadable: 'there is something in it beside the files that it lists' };
    const contents = new Map(Object.entries(found));
    return {
      members: new Map(names.map((name) => [name, contents.get(name) ?? new Uint8Array()])),
      twice: [...new Set(names.filter((name, at) => names.indexOf(name) !== at))],
    };
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
}
