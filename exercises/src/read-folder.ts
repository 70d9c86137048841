import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathComplaint } from '@twohours/wire/workspace';
import type { Files } from '@twohours/wire/workspace';
import type { Complaint } from './complaint.ts';

/** What a file manager leaves behind. */
const LITTER = new Set(['.DS_Store', 'Thumbs.db']);

export interface Folder {
  readonly files: Files;
  readonly complaints: readonly Complaint[];
}

/** Every file below `dir/under` as text, with paths relative to it. Nothing is skipped in silence. */
export async function readFolder(dir: string, under: string): Promise<Folder> {
  const complaints: Complaint[] = [];
  const files = new Map<string, string>();

  async function walk(path: string): Promise<void> {
    const entries = await readdir(join(dir, under, path), { withFileTypes: true });
    for (const entry of entries) {
      if (LITTER.has(entry.name)) continue;
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) {
        await walk(inner);
      } else if (!entry.isFile()) {
        complaints.push({ file: `${under}/${inner}`, message: 'only files and folders can be published, no links' });
      } else {
        const text = await readText(join(dir, under, inner));
        const wrong = pathComplaint(inner) ?? text.complaint;
        if (wrong !== undefined) complaints.push({ file: `${under}/${inner}`, message: wrong });
        files.set(inner, text.text);
      }
    }
  }

  await walk('');
  return { files: Object.fromEntries(files), complaints };
}

/** Packages hold text, and the same text on every machine. */
export async function readText(path: string): Promise<{ text: string; complaint?: string }> {
  const bytes = await readFile(path);
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes) || text.includes('\0')) return { text, complaint: 'this is not UTF-8 text' };
  if (text.includes('\r')) return { text, complaint: 'lines end in LF alone' };
  return { text };
}
