import type { Complaint } from './complaint.ts';
import { importsOf, mayImport, packageOf } from './go-source.ts';

/** In-process exercises are one package: what cannot be compiled with hidden tests is found here. */
export function checkGoFile(file: string, text: string, name: string, imports: readonly string[]): Complaint[] {
  if (!file.endsWith('.go')) return [];
  const found = packageOf(text);
  const isTest = file.endsWith('_test.go');
  if (found !== name && !(isTest && found === `${name}_test`))
    return [{ file, message: `is of package ${found ?? '?'}, not of ${name}${isTest ? `_test` : ''}` }];
  if (isTest) return [];
  return importsOf(text)
    .filter((path) => !mayImport(imports, path))
    .map((path) => ({ file, message: `imports ${path}, which exercise.yaml does not allow` }));
}
