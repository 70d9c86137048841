import { createHash } from 'node:crypto';
import type { Files } from '@twohours/wire/workspace';

/** SHA-256 over every path and text, in path order, each with its length in front: what a receipt names. */
export function filesHash(files: Files): string {
  const hash = createHash('sha256');
  for (const path of Object.keys(files).toSorted()) {
    const text = files[path] ?? '';
    hash.update(`${Buffer.byteLength(path)}:${path}${Buffer.byteLength(text)}:${text}`);
  }
  return hash.digest('hex');
}
