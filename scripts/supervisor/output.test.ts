import { expect, test } from 'vitest';
import { sayOnce, shown } from './output.js';

const line = (entry: object) => shown('server', JSON.stringify(entry));

test('[S15] shows warnings, errors and plain lines, and leaves the rest to the log', () => {
  expect(line({ level: 30, msg: 'listening' })).toBeUndefined();
  expect(line({ level: 40, msg: 'slow disk' })).toBe('server: warning: slow disk');
  expect(line({ level: 50, msg: 'cannot', err: { message: 'no such file' } })).toBe('server: error: cannot (no such file)');
  expect(shown('server', 'First admin: http://127.0.0.1:8080/x')).toBe('First admin: http://127.0.0.1:8080/x');
  expect(shown('server', 'Listening: http://127.0.0.1:8080')).toBeUndefined();
  expect(shown('sandbox', 'plain')).toBe('sandbox: plain');
  expect(shown('server', '{ not json')).toBe('server: { not json');
  expect(shown('server', ' ')).toBeUndefined();
});

test('[S15] says once what a program says in each of its short lives', () => {
  const said = sayOnce();
  expect(['a', 'a', 'b'].map(said.isNew)).toEqual([true, true, true]);
  said.died();
  expect(['a', 'c'].map(said.isNew)).toEqual([false, true]);
  said.died();
  expect(['a', 'b'].map(said.isNew)).toEqual([false, true]);
});
