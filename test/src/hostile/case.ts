import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readYaml } from '@twohours/exercises/read-yaml';
import { ExerciseKindSchema, LimitsSchema, RunActionSchema } from '@twohours/wire/exercise';
import { OutcomeSchema, RunTestStatusSchema, VerdictStatusSchema } from '@twohours/wire/job';
import type { Files } from '@twohours/wire/workspace';
import { z } from 'zod';
import type { HostileClass } from './classes.ts';
import { MadeFileSchema, makeFiles } from './made-files.ts';

const PROGRAMS = fileURLToPath(new URL('./programs/', import.meta.url));
const NAME = /^\d\d-[a-z0-9]+(?:-[a-z0-9]+)*$/;
const TEST = /^func (Test(?:[A-Z0-9_]\w*)?)\(/gm;

/** More than one only where two honest answers exist. */
const oneOrMore = <T extends z.ZodType>(schema: T) => z.union([schema.transform((one) => [one]), z.array(schema).min(2)]);

const OUTCOMES = OutcomeSchema.options.map((option) => option.shape.kind.value);

export const ExpectSchema = z.strictObject({
  ending: z.enum(['ran', 'refused', 'not-compiled', 'tests', 'tampered', 'cancelled']),
  outcome: oneOrMore(z.enum(OUTCOMES)).optional(),
  rule: z.string().optional(),
  at: z
    .string()
    .regex(/^[^:]+:\d+$/, 'file:line')
    .optional(),
  tests: z.record(z.string(), oneOrMore(z.union([RunTestStatusSchema, VerdictStatusSchema]))).optional(),
  says: z.array(z.string().min(1)).default([]),
  never: z.array(z.string().min(1)).default([]),
  unseen: z.array(z.string().min(1)).default([]),
});

export const CaseSchema = z
  .strictObject({
    tries: z.string().min(10),
    kind: z.enum(['run', 'grade']),
    exercise: ExerciseKindSchema.default('in-process'),
    limits: LimitsSchema.partial().default({}),
    imports: z.array(z.string()).min(1).optional(),
    actions: z.array(RunActionSchema).min(1).default(['test']),
    cancelAfter: z.enum(['compiling', 'started', 'output', 'test']).optional(),
    made: z.array(MadeFileSchema).default([]),
    gvisor: z.string().min(10).optional(),
    expect: ExpectSchema,
  })
  .superRefine(({ kind, expect }, context) => {
    const must = (isSo: boolean, message: string) => isSo || context.addIssue({ code: 'custom', message, path: ['expect'] });
    const endings = kind === 'run' ? ['ran', 'refused', 'not-compiled', 'cancelled'] : ['tests', 'tampered', 'refused', 'not-compiled'];
    must(endings.includes(expect.ending), `a ${kind} does not end as ${expect.ending}`);
    must((expect.ending === 'ran') === (expect.outcome !== undefined), 'what ran, and nothing else, has an outcome');
    must(expect.ending !== 'tests' || expect.tests !== undefined, 'a grading names all of its tests');
    must(expect.tests === undefined || expect.ending === 'tests' || expect.ending === 'ran', 'nothing ran that would have tests');
    must(expect.at === undefined || expect.rule !== undefined, 'a place belongs to a rule');
    must(expect.rule === undefined || expect.ending === 'refused' || expect.ending === 'not-compiled', 'a rule belongs to what is not run');
  });

export interface Case extends z.output<typeof CaseSchema> {
  readonly class: HostileClass;
  readonly name: string;
  readonly files: Files;
  readonly hidden: Files;
  /** Every Test function of the hidden files: the manifest. */
  readonly tests: readonly string[];
}

/** In the order of their folders. Throws for one that does not fit the schema, with the line. */
export function loadCases(of: HostileClass): Case[] {
  const folder = join(PROGRAMS, of);
  const names = namesIn(folder).toSorted();
  return names.map((name) => loadCase(of, name, join(folder, name)));
}

function loadCase(of: HostileClass, name: string, folder: string): Case {
  if (!NAME.test(name)) throw new Error(`${of}/${name} is not named like 01-what-it-does`);
  const file = join(folder, 'case.yaml');
  const read = readYaml(file, readFileSync(file, 'utf8'), CaseSchema);
  if ('complaints' in read) throw new Error(read.complaints.map(({ line, message }) => `${file}:${line ?? 1}: ${message}`).join('\n'));
  const files = { ...filesIn(join(folder, 'files')), ...makeFiles(read.value.made) };
  const hidden = filesIn(join(folder, 'hidden'));
  const tests = Object.values(hidden).flatMap((text) => [...text.matchAll(TEST)].flatMap(([, test = '']) => (test === 'TestMain' ? [] : test)));
  if ((read.value.kind === 'grade') !== tests.length > 0) throw new Error(`${folder}: a grading has hidden tests, a run has none`);
  return { ...read.value, class: of, name, files, hidden, tests };
}

function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));
}

/** Paths below the folder to texts; none where there is no such folder. */
function filesIn(folder: string): Files {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}
