import { buffer } from 'node:stream/consumers';
import { extract, pack } from 'tar-stream';
import type { Files } from '@twohours/wire/workspace';

// oxlint-disable-next-line no-restricted-globals -- no clock is read: tar-stream wants the epoch as a Date
const EPOCH = new Date(0);

// Everything that tar could take from the machine it runs on is set here, or two machines would publish two hashes.
const FIXED = { type: 'file', mode: 0o644, mtime: EPOCH, uid: 0, gid: 0, uname: '', gname: '' } as const;

/** One tar per content: entries by name in code-unit order, no owner, no time. */
export async function packFiles(files: Files): Promise<Buffer> {
  const tar = pack();
  const bytes = buffer(tar);
  for (const name of Object.keys(files).toSorted()) tar.entry({ ...FIXED, name }, files[name] ?? '');
  tar.finalize();
  return bytes;
}

/** The entries of a tar as text. Throws on anything but regular files with names of their own. */
export async function unpackFiles(tar: Buffer): Promise<Files> {
  const files = new Map<string, string>();
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const entries = extract();
  entries.end(tar);
  for await (const entry of entries) {
    const { name, type } = entry.header;
    if (type !== 'file') throw new Error(`${name}: a package holds files only, this is a ${type}`);
    if (files.has(name)) throw new Error(`${name}: twice in one package`);
    files.set(name, decoder.decode(await buffer(entry)));
  }
  return Object.fromEntries(files);
}
