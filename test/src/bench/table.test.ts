import { expect, it } from 'vitest';
import { BARS, figure, part, type BarName } from './bars.ts';
import type { Figures, Result } from './bench-run.ts';
import { spread } from './statistics.ts';
import { tableOf } from './table.ts';

const times = spread([1, 2, 3]);

function resultWith(values: Partial<Record<BarName, number>>): Result {
  const one = (name: BarName) => {
    const value = values[name];
    return figure(
      name,
      value === undefined ? {} : { light: part(name, value, {}), 'federated-search': part(name, value * 100, {}) },
      'Only root may.',
    );
  };
  const figures = Object.fromEntries(Object.keys(BARS).map((name) => [name, one(name as BarName)])) as Record<BarName, Figures[BarName]>;
  return {
    ...figures,
    rounds: 3,
    tookS: 100,
    machine: { cores: 2 },
    baselines: { plain: 'plain '.repeat(40), bare: 'bare', fresh: 'fresh', vet: 'apart' },
    phases: { light: { edited: { queue: times, compile: times }, sameFiles: null } },
    floor: { light: { compileMs: times, linkMs: times, runMs: times, cpuMs: times } },
    cpuPerGrading: { containers: 1 },
  };
}

it('[BE11] the table is at most 100 columns wide, and says what is missed', () => {
  const lines = tableOf(resultWith({ overheadToPlain: 0.38, firstEventMs: 40 })).split('\n');
  expect(lines.filter((line) => line.length > 100)).toEqual([]);
  const of = (name: string) => lines.slice(lines.findIndex((line) => line.startsWith(name)) + 1);
  expect(of('overheadToPlain')[0]).toMatch(/^ {2}light +█{19} │.* 0\.38 +≤ 0\.4 times +median ok$/);
  expect(of('overheadToPlain')[1]).toMatch(/^ {2}federated-search +█{20}│█{10}› +38 .* MISSED$/);
  expect(of('overheadToBare')[0]).toBe('  not measured: Only root may.');
});
