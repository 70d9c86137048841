import type { HiddenPart, Limits, SealedPart } from '@twohours/wire/exercise';
import type { Files } from '@twohours/wire/workspace';

export const LIMITS: Limits = { wallMs: 10_000, memoryBytes: 256 * 1024 ** 2, processes: 64, outputBytes: 256 * 1024, tmpBytes: 16 * 1024 ** 2 };

/** A small exercise: package `sum`, in which candidates may write every file but go.mod and api.go. */
export function sealedPart(change: Partial<SealedPart> = {}): SealedPart {
  return {
    id: 'sum',
    kind: 'in-process',
    module: 'zmod/sum',
    package: 'sum',
    go: '1.27',
    imports: ['context', 'errors', 'fmt', 'io', 'net/http', 'os', 'runtime', 'strings', 'sync', 'sync/*', 'time'],
    editable: ['**'],
    readOnly: ['go.mod', 'api.go'],
    run: ['vet', 'test'],
    limits: LIMITS,
    statement: '',
    starter: { 'go.mod': 'module zmod/sum\n\ngo 1.27\n', 'api.go': '// Package sum adds.\npackage sum\n' },
    ...change,
  };
}

export function hiddenPart(files: Files, tests: readonly string[]): HiddenPart {
  const one = (id: string) => ({
    id,
    name: `The test ${id}`,
    weight: 1,
    group: 'A',
    clause: 'A1',
    repeats: 1,
    lane: false,
    tell: 'nothing' as const,
  });
  return { id: 'sum', groups: [{ id: 'A', title: 'A' }], tests: tests.map(one), rubric: [], files, solutions: {} };
}
