import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files } from '@twohours/wire/workspace';

/** Somewhere that has the image's Go in it. Scripts run there, and take their times there: getting in is in none of them. */
export interface GoPlace {
  /** In a few words, for whoever reads the figures. */
  readonly how: string;
  /** On this machine: what is `/work` inside. */
  readonly work: string;
  /** What a bash script prints on standard output. Throws where it does not end with 0. */
  sh(script: string): Promise<string>;
  close(): Promise<void>;
}

export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** As single-quoted words of a shell. */
export function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
}
