import { chmodSync, mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { filesBelow, hashOf } from './hash.js';

function folder(files: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), 'twohours-hash-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
const whole = (root: string) => hashOf(root, filesBelow(root));

test('[S1] hashes equal files alike, wherever they lie', () => {
  const files = { 'b/two.txt': '2', 'a.txt': '1' };
  expect(whole(folder(files))).toBe(whole(folder(files)));
});

test('[S1] tells apart a byte, a name, an execute bit, a word and the border of two files', () => {
  const plain = folder({ 'a.txt': 'one', 'b.txt': 'two' });
  const executable = folder({ 'a.txt': 'one', 'b.txt': 'two' });
  chmodSync(join(executable, 'a.txt'), 0o755);
  const hashes = [
    whole(plain),
    whole(executable),
    whole(folder({ 'a.txt': 'onf', 'b.txt': 'two' })),
    whole(folder({ 'a.txt': 'one', 'c.txt': 'two' })),
    whole(folder({ 'a.txt': 'onet', 'b.txt': 'wo' })),
    hashOf(plain, filesBelow(plain), ['word']),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('[S1] lists files in one order, leaves out what it is told to, and follows no link', () => {
  const root = folder({ 'z.txt': '', 'a/b.txt': '', 'node_modules/x.js': '' });
  symlinkSync('/etc', join(root, 'link'));
  expect(filesBelow(root, (path) => path !== 'node_modules')).toEqual(['a/b.txt', 'z.txt']);
});
