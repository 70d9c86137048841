import { glob, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { SCHEMAS } from './schemas.ts';

const EXERCISES = fileURLToPath(new URL('..', import.meta.url));

it.each(Object.entries(SCHEMAS))('[X50] %s is what the schema says; `npx vitest run exercises/src/schemas -u` writes it anew', async (file, text) => {
  await expect(text).toMatchFileSnapshot(join(EXERCISES, file));
});

it('[X51] every YAML file names its schema, for editors', async () => {
  const files: string[] = [];
  for await (const file of glob(['*/exercise.yaml', 'roles/*.yaml'], { cwd: EXERCISES })) files.push(file);
  expect(files.length).toBeGreaterThan(2);
  for (const file of files) {
    const [first = ''] = (await readFile(join(EXERCISES, file), 'utf8')).split('\n');
    const named = /^# yaml-language-server: \$schema=(.+)$/.exec(first)?.[1] ?? '';
    const wanted = file.includes('roles/') ? 'role.schema.json' : 'exercise.schema.json';
    expect(resolve(EXERCISES, dirname(file), named), file).toBe(join(EXERCISES, wanted));
  }
});
