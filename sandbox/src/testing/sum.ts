import type { Files } from '@twohours/wire/workspace';
import { hiddenPart } from './exercise.ts';

/** Hidden tests by name, each a body that may use `sum`, `t` and what is imported. */
export function hidden(bodies: Readonly<Record<string, string>>, imports: readonly string[] = []) {
  const lines = ['testing', 'zmod/sum', ...imports].map((path) => `\t"${path}"\n`).join('');
  const tests = Object.entries(bodies).map(([name, body]) => `func ${name}(t *testing.T) { ${body} }\n`);
  const file = `package sum_test\n\nimport (\n${lines})\n\nvar _ = sum.Two\n\n${tests.join('\n')}`;
  return hiddenPart({ 'sum_test.go': file }, Object.keys(bodies));
}

export const sum = (body: string, imports: readonly string[] = []): Files => ({
  'sum.go': `package sum\n\nimport (\n${imports.map((path) => `\t"${path}"\n`).join('')})\n\n// Two is for whoever needs nothing else.\nconst Two = 2\n\n${body}\n`,
});

export const ASK_TWO = { TestOne: 'if sum.Two != 2 { t.Fatal() }', TestTwo: 'if sum.Two != 2 { t.Fatal() }' };
