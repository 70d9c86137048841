import { loadExercise } from './load.ts';
import { checkExercise } from './check.ts';
import { expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';

it('[CI1] imports that reach past the safety of Go are refused for in-process exercises', async () => {
  const exercise = await loadExercise(fileURLToPath(new URL('../warm-up', import.meta.url)));
  const complaintsWith = (...imports: string[]) =>
    checkExercise({ ...exercise, manifest: { ...exercise.manifest, imports: [...exercise.manifest.imports, ...imports] } })
      .map(({ message }) => message)
      .filter((message) => message.startsWith('imports:'));
  expect(complaintsWith()).toEqual([]);
  expect(complaintsWith('os')).toEqual([]);
  expect(complaintsWith('os', 'runtime/debug')).toHaveLength(1);
  expect(complaintsWith('os', 'runtime/*')).toHaveLength(2);
  for (const path of ['unsafe', 'reflect', 'runtime/metrics', 'syscall', 'C', 'plugin', 'encoding/xml', 'encoding/json/v2', 'text/template'])
    expect(complaintsWith(path)).toHaveLength(1);
  expect(complaintsWith('encoding/json')).toEqual([]);
});
