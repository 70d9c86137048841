import { BARS, type Bar, type BarName, type Part } from './bars.ts';
import type { Result } from './bench-run.ts';
import type { Floor } from './measure-program.ts';
import type { Spread } from './statistics.ts';
import type { Trace } from './trace.ts';

/** Where the bar stands in each line, and how wide the line is. */
const BAR_AT = 20;
const WIDE = 30;

/** For a person: each figure as a length against its bar, then where the time goes. At most 100 columns. */
export function tableOf(result: Result): string {
  const names = Object.keys(BARS) as BarName[];
  return [
    `${result.rounds} rounds in ${result.tookS} s on ${result.machine.cores} cores; │ is the bar, › is beyond the picture`,
    '',
    ...names.flatMap((name) => linesOf(name, result)),
    '',
    'Where the time goes, from the click to the last test event on the page (medians in ms)',
    ...Object.entries(result.phases).flatMap(([program, trace]) => phaseLines(program, trace, result.floor[program])),
    ...(result.cpuPerGrading ? ['', 'Processor time of one grading (ms)', ...listed(result.cpuPerGrading)] : []),
    '',
    `plain: ${result.baselines.plain}`,
    `bare:  ${result.baselines.bare}`,
    `fresh: ${result.baselines.fresh}`,
  ]
    .flatMap(wrapped)
    .join('\n');
}

function linesOf(name: BarName, result: Result): string[] {
  const { what } = BARS[name];
  const found = result[name];
  const parts = Object.entries(found.programs);
  const lines = parts.length > 0 ? parts.map(([program, one]) => lineOf(BARS[name], program, one)) : [`  not measured: ${found.why ?? ''}`];
  return [`${name.padEnd(20)} ${what}`, ...lines];
}

function lineOf(bar: Bar, program: string, { value, ok }: Part): string {
  const target = bar.atMost ?? bar.atLeast ?? 1;
  const length = Math.round((value / target) * BAR_AT);
  const drawn = '█'.repeat(Math.min(length, WIDE)).padEnd(WIDE, ' ');
  const line = `${drawn.slice(0, BAR_AT)}│${drawn.slice(BAR_AT)}${length > WIDE ? '›' : ' '}`;
  const limit = `${bar.atLeast === undefined ? '≤' : '≥'} ${target}`;
  const by = bar.by === 'whole' ? '' : bar.by;
  return `  ${program.padEnd(17)}${line} ${String(value).padStart(8)} ${limit.padStart(7)} ${bar.unit.padEnd(7)} ${by.padEnd(6)} ${ok ? 'ok' : 'MISSED'}`;
}

function phaseLines(program: string, { edited, sameFiles }: Trace, floor: Floor | null | undefined): string[] {
  const line = (label: string, spreads: Readonly<Record<string, Spread>> | null) => (spreads ? [`  ${label}`, ...listed(medians(spreads))] : []);
  return [
    ...line(program, edited),
    ...(floor ? ['    the tools alone, without isolation:', ...listed(medians(floor))] : []),
    ...line(`${program}, the same files again`, sameFiles),
  ];
}

function medians(spreads: Readonly<Record<string, Spread>>): Record<string, number> {
  return Object.fromEntries(Object.entries(spreads).map(([name, { median }]) => [name, median]));
}

function listed(values: Readonly<Record<string, number>>): string[] {
  return [
    `    ${Object.entries(values)
      .map(([name, value]) => `${name} ${value}`)
      .join(' · ')}`,
  ];
}

const COLUMNS = 100;

/** Long lines go on below, indented a little more. */
function wrapped(line: string): string[] {
  const indent = ' '.repeat((/^ */.exec(line)?.[0].length ?? 0) + 2);
  const lines = [line];
  for (let last = line; last.length > COLUMNS; last = lines.at(-1) ?? '') {
    const at = last.lastIndexOf(' ', COLUMNS);
    lines.splice(-1, 1, last.slice(0, at), `${indent}${last.slice(at + 1)}`);
  }
  return lines;
}
