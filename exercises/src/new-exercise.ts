import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFolder } from './read-folder.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const SCHEMA = fileURLToPath(new URL('../exercise.schema.json', import.meta.url));
const ID = /^[a-z][a-z0-9-]{1,63}$/;

/** An exercise that was not laid out, in a sentence for its author. */
export class CannotLayOut extends Error {}

/** Lays out an exercise that proves itself, for its author to turn into their own. Says where. */
export async function newExercise(folder: string, id: string): Promise<string> {
  if (!ID.test(id)) throw new CannotLayOut(`“${id}” cannot be an id: lower-case letters, digits and hyphens, a letter first.`);
  const dir = resolve(folder, id);
  if (await stat(dir).catch(() => undefined)) throw new CannotLayOut(`${dir} is there already.`);
  const name = id.replaceAll('-', '');
  const title = `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;
  const filled = (text: string) => text.replaceAll('{{id}}', id).replaceAll('{{package}}', name).replaceAll('{{title}}', title);
  const { files } = await readFolder(HERE, 'template');
  for (const [path, text] of Object.entries(files)) {
    const file = join(dir, filled(path));
    await mkdir(dirname(file), { recursive: true });
    const head = path === 'exercise.yaml' ? `# yaml-language-server: $schema=${relative(dir, SCHEMA)}\n` : '';
    await writeFile(file, head + filled(text), { flag: 'wx' });
  }
  return dir;
}
