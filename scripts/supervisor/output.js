import { createWriteStream, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const LARGEST_LOG = 20 << 20;
/** pino's levels; what is below a warning goes to the file only. */
const WARN = 40;
const ERROR = 50;

/**
 * What a person should see of one line of a program's output, or undefined. Lines that are not pino's are shown.
 * @param {string} name
 * @param {string} line
 */
export function shown(name, line) {
  // The supervisor says itself where the server is; the link is for the person who started all this.
  if (line.startsWith('Listening: ')) return undefined;
  if (line.startsWith('First admin: ')) return line;
  const entry = parsed(line);
  if (!entry) return line.trim() === '' ? undefined : `${name}: ${line}`;
  if (entry.level < WARN) return undefined;
  const cause = entry.err?.message && entry.err.message !== entry.msg ? ` (${entry.err.message})` : '';
  return `${name}: ${entry.level >= ERROR ? 'error' : 'warning'}: ${entry.msg ?? ''}${cause}`;
}

/**
 * @param {string} line
 * @returns {{ level: number, msg?: string, err?: { message?: string } } | undefined}
 */
function parsed(line) {
  if (!line.startsWith('{')) return undefined;
  try {
    const entry = JSON.parse(line);
    return typeof entry.level === 'number' ? entry : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Tells what a program has not said in its life before: one that dies at once, time and again, says the same each time.
 */
export function sayOnce() {
  /** @type {Set<string>} */
  let before = new Set();
  /** @type {Set<string>} */
  let now = new Set();
  return {
    /** @param {string} text */
    isNew: (text) => {
      now.add(text);
      return !before.has(text);
    },
    died: () => {
      before = now;
      now = new Set();
    },
  };
}

/**
 * A log file that is turned over when it is large at the start.
 * @param {string} folder
 * @param {string} name
 */
export function openLog(folder, name) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.log`);
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_LOG) renameSync(path, `${path}.1`);
  return createWriteStream(path, { flags: 'a' });
}

/**
 * @param {import('node:stream').Readable} stream
 * @param {import('node:stream').Writable} log everything goes there
 * @param {(line: string) => void} hear
 */
export function follow(stream, log, hear) {
  createInterface({ input: stream }).on('line', (line) => {
    log.write(`${line}\n`);
    hear(line);
  });
}
