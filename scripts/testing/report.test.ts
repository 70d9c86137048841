import { expect, test } from 'vitest';
import { choose } from './projects.js';
import { countOf, summary, total } from './report.js';

const clean = { success: true, numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [] };

test('[S20] counts what the report counts', () => {
  expect(countOf(clean, true)).toEqual({ passed: 3, failed: 0, skipped: 1 });
  expect(countOf({ ...clean, success: false, numFailedTests: 2 }, false).failed).toBe(2);
});

test('[S20] counts a file that could not be loaded, an error outside of a test and a missing report as failures', () => {
  const broken = { status: 'failed', assertionResults: [] };
  const counted = { status: 'failed', assertionResults: [{ status: 'failed' }] };
  expect(countOf({ ...clean, success: false, numFailedTests: 1, testResults: [broken, counted] }, false).failed).toBe(2);
  expect(countOf({ ...clean, success: false }, true).failed).toBe(1);
  expect(countOf(clean, false).failed).toBe(1);
  expect(countOf(undefined, false).failed).toBe(1);
});

test('[S20] ends in one line', () => {
  const all = total([countOf(clean, true), { passed: 5, failed: 1, skipped: 0 }]);
  expect(summary(all)).toBe('8 passed, 1 failed, 1 skipped');
});

test('[S21] skips what needs the missing thing, with the reason, and runs the rest', () => {
  const { runs, skips } = choose([{ what: 'docker', how: 'Docker is missing.' }]);
  expect(runs.map(({ name }) => name)).toEqual(['unit', 'redis']);
  expect(skips.map(({ project, reasons }) => [project.name, reasons])).toEqual([
    ['docker', ['Docker is missing.']],
    ['browser', ['Docker is missing.']],
  ]);
});

test('[S21] tells each kind of test by its suffix', () => {
  const names = (path: string) =>
    choose([])
      .runs.filter(({ suffix }) => suffix.test(path))
      .map(({ name }) => name);
  expect(['a.test.ts', 'a.redis.test.ts', 'a.docker.test.ts', 'a.spec.ts'].map(names)).toEqual([['unit'], ['redis'], ['docker'], ['browser']]);
  expect(names('a.ts')).toEqual([]);
});
