import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Every file below a folder, as sorted paths relative to it. Links are not followed.
 * @param {string} folder
 * @param {(path: string) => boolean} [isIn]
 * @returns {string[]}
 */
export function filesBelow(folder, isIn = () => true) {
  /** @type {string[]} */
  const found = [];
  const walk = (/** @type {string} */ below) => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (!isIn(path)) continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) found.push(path);
    }
  };
  walk('');
  return found.toSorted();
}

/**
 * One hash over files (names, contents and whether they can be executed) and words. The same on every machine:
 * owner, time and the rest of the mode do not count.
 * @param {string} root
 * @param {readonly string[]} paths relative to root
 * @param {readonly string[]} [words]
 * @returns {string} SHA-256 in hex
 */
export function hashOf(root, paths, words = []) {
  const hash = createHash('sha256');
  for (const word of words) hash.update(`word ${Buffer.byteLength(word)}\n${word}`);
  for (const path of paths) {
    const content = readFileSync(join(root, path));
    const runs = (statSync(join(root, path)).mode & 0o100) !== 0;
    hash.update(`file ${path} ${runs ? 'x' : '-'} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
