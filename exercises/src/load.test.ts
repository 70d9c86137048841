import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { findExercises } from './find.ts';
import { loadExercise } from './load.ts';
import { anExercise } from './testing/an-exercise.ts';

let root: string;
let dir: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'exercises-'));
  dir = join(root, 'words');
  const { manifest, role, overview, statement, starter, hidden, solutions } = anExercise();
  await put('roles/backend.yaml', stringify(role));
  await put('words/exercise.yaml', stringify(manifest));
  await put('words/overview.md', overview);
  await put('words/statement.md', statement);
  for (const [folder, files] of Object.entries({ starter, hidden, solutions })) {
    for (const [path, text] of Object.entries(files)) await put(`words/${folder}/${path}`, text);
  }
});

afterEach(() => rm(root, { recursive: true }));

async function put(path: string, text: string | Buffer): Promise<void> {
  await mkdir(join(root, path, '..'), { recursive: true });
  await writeFile(join(root, path), text);
}

const manifestWith = (change: object) => put('words/exercise.yaml', stringify({ ...anExercise().manifest, ...change }));

describe('loading an exercise', () => {
  it('[X10] reads the whole folder', async () => {
    expect(await loadExercise(dir)).toEqual({ ...anExercise(), dir, lineOf: expect.any(Function) });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['an unknown key, with its line', () => manifestWith({ colour: 'red' }), 'exercise.yaml:39: there is no key “colour” here'],
    ['an unknown key deep inside', () => manifestWith({ limits: { ...anExercise().manifest.limits, cpu: 2 } }), 'there is no key “cpu” here'],
    ['a key that is there twice', () => put('words/exercise.yaml', 'id: words\nversion: 1\nid: words\n'), 'exercise.yaml:3: Map keys must be unique'],
    ['YAML that is none', () => put('words/exercise.yaml', 'id: words\n\tversion: 1\n'), 'exercise.yaml:2:'],
    ['a value of the wrong kind, with its line', () => manifestWith({ minutes: 'many' }), 'exercise.yaml:5: minutes:'],
    ['a missing key', () => manifestWith({ minutes: undefined }), 'exercise.yaml:1: minutes:'],
    [
      'a test that is listed twice',
      () => manifestWith({ tests: [...anExercise().manifest.tests, ...anExercise().manifest.tests] }),
      '“TestOne” is there twice',
    ],
    ['an id that is not the folder’s', () => manifestWith({ id: 'letters' }), 'exercise.yaml:1: the folder is called “words”'],
    ['a role that does not exist', () => manifestWith({ role: 'pilot' }), 'there is no role “pilot”'],
    ['a missing file', () => rm(join(dir, 'statement.md')), 'statement.md: is missing'],
    ['a missing folder', () => rm(join(dir, 'hidden'), { recursive: true }), 'hidden: is missing'],
    ['a file that nobody reads', () => put('words/statment.md', ''), 'statment.md: nothing reads this'],
    ['a path that a workspace would refuse', () => put('words/starter/.env', ''), 'starter/.env: “.env” cannot be used'],
    ['a link', () => symlink('/etc/hostname', join(dir, 'starter', 'host.go')), 'starter/host.go: only files and folders'],
    ['bytes that are no text', () => put('words/starter/x.go', Buffer.from([0xff, 0xfe])), 'starter/x.go: this is not UTF-8 text'],
    ['other line ends', () => put('words/overview.md', 'a\r\nb\r\n'), 'overview.md: lines end in LF alone'],
    [
      'a role without an exercise',
      () => put('roles/backend.yaml', stringify({ ...anExercise().role, stages: [{ title: 'Offer', text: '' }] })),
      'exactly one stage is the exercise',
    ],
  ])('[X11] refuses %s', async (_what, spoil, message) => {
    await spoil();
    await expect(loadExercise(dir)).rejects.toThrow(message);
  });

  it('[X12] names every complaint at once', async () => {
    await rm(join(dir, 'overview.md'));
    await manifestWith({ colour: 'red' });
    await expect(loadExercise(dir)).rejects.toMatchObject({ complaints: [{ file: 'overview.md' }, { file: 'exercise.yaml' }] });
  });
});

describe('finding exercises', () => {
  const shipped = fileURLToPath(new URL('..', import.meta.url));

  it('[X13] lists those that ship and those of further folders, and marks the former public', async () => {
    const found = await findExercises([root]);
    expect(found.map(({ id, isPublic }) => [id, isPublic])).toEqual(
      expect.arrayContaining([
        ['warm-up', true],
        ['words', false],
      ]),
    );
  });

  it('[X14] takes a folder that is an exercise itself, and a folder given twice once', async () => {
    const found = await findExercises([dir, root, shipped]);
    expect(found.filter(({ id }) => id === 'words')).toHaveLength(1);
  });

  it('[X15] refuses an id that is there twice', async () => {
    await cp(dir, join(root, 'warm-up'), { recursive: true });
    await expect(findExercises([root])).rejects.toThrow('has the same id');
  });
});
