import { fileURLToPath } from 'node:url';
import { loadExercise } from '@twohours/exercises/load';
import type { Files } from '@twohours/wire/workspace';
import { solution } from '../harness/solutions.ts';

/** What is measured: a light program, and one that speaks HTTP. */
export const PROGRAMS = { light: 'warm-up', 'federated-search': 'federated-search' } as const;
export type ProgramName = keyof typeof PROGRAMS;

/** The file that differs from round to round. */
export const EDITED = 'round.go';

export interface Program {
  readonly name: ProgramName;
  readonly exercise: string;
  readonly package: string;
  /** The starter with the reference in it. */
  readonly files: Files;
}

export async function loadProgram(name: ProgramName): Promise<Program> {
  const exercise = PROGRAMS[name];
  const { starter, manifest } = await loadExercise(folderOf(exercise));
  return { name, exercise, package: manifest.package, files: { ...starter, ...(await solution(exercise, 'reference')) } };
}

export function folderOf(exercise: string): string {
  return fileURLToPath(new URL(`../../../exercises/${exercise}`, import.meta.url));
}

/** Other instructions each round, in code that runs before the tests: nothing is "(cached)", and no binary is the last one. */
export function editOf(program: Pick<Program, 'package'>, round: number): string {
  return [
    `package ${program.package}`,
    '',
    'var rounds int',
    '',
    'func init() {',
    `\tfor i := range ${round % 100} + 3 {`,
    `\t\trounds += i*${round + 7} + 1`,
    '\t}',
    '}',
    '',
  ].join('\n');
}
