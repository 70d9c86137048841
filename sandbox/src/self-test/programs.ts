import { readdir, readFile } from 'node:fs/promises';
import type { HiddenPart, Limits, SealedPart } from '@twohours/wire/exercise';
import type { Files } from '@twohours/wire/workspace';
import { HIDDEN_PROBES } from './probes.ts';

/** What the probes are made of: Go files below programs/. */
export interface Programs {
  readonly candidate: Files;
  readonly forger: Files;
  readonly endless: Files;
  readonly probes: HiddenPart;
  /** The one hidden test that the forger claims to have passed. */
  readonly forged: HiddenPart;
}

const MIB = 1024 ** 2;

/** So small that they are soon reached; programs/hidden/limits_test.go and files_test.go stop by themselves well above them. */
export const LIMITS: Limits = { wallMs: 30_000, memoryBytes: 128 * MIB, processes: 48, outputBytes: MIB / 2, tmpBytes: 8 * MIB };
/** Of the run that never ends: as long as the whole self-test has to take at least. */
const ENDLESS_MS = 2_500;

/** `kernel` is the release of the machine's: probes tell it from one that a runtime brings. */
export async function loadPrograms(kernel: string): Promise<Programs> {
  const tests = HIDDEN_PROBES.flatMap((probe) => probe.expected.map(({ test }) => test));
  const about = { 'machine_test.go': `package probe_test\n\nconst machineKernel = ${JSON.stringify(kernel)}\n` };
  return {
    candidate: await readFolder('candidate'),
    forger: await readFolder('forger'),
    endless: await readFolder('endless'),
    probes: hiddenPart({ ...(await readFolder('hidden')), ...about }, tests),
    forged: hiddenPart(await readFolder('forged'), ['TestSum']),
  };
}

export function sealedPart(isEndless: boolean): SealedPart {
  return {
    id: 'self-test',
    kind: 'in-process',
    module: 'zmod/probe',
    package: 'probe',
    go: '1.27',
    imports: ['*'],
    editable: ['**'],
    readOnly: ['go.mod'],
    run: ['test'],
    limits: isEndless ? { ...LIMITS, wallMs: ENDLESS_MS } : LIMITS,
    statement: '',
    starter: { 'go.mod': 'module zmod/probe\n\ngo 1.27\n' },
  };
}

function hiddenPart(files: Files, tests: readonly string[]): HiddenPart {
  const of = (id: string) => ({ id, name: id, weight: 1, group: 'A', clause: 'A1', repeats: 1, lane: false, tell: 'nothing' as const });
  return { id: 'self-test', groups: [{ id: 'A', title: 'A' }], tests: tests.map(of), rubric: [], files, solutions: {} };
}

async function readFolder(name: string): Promise<Files> {
  const folder = new URL(`programs/${name}/`, import.meta.url);
  const files: Record<string, string> = {};
  for (const file of await readdir(folder)) files[file] = await readFile(new URL(file, folder), 'utf8');
  return files;
}
