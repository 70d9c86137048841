import type { Spread } from './statistics.ts';

/** Which figure of the spread is held against the bar. */
type By = 'median' | 'p95' | 'whole';

export interface Bar {
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly by: By;
  readonly unit: 'ms' | 'times' | '/s' | 'of bare';
  /** In a few words, for the table. */
  readonly what: string;
}

/** What must hold. `README.md` beside this says how each is measured. */
export const BARS = {
  overheadToPlain: { atMost: 0.4, by: 'median', unit: 'times', what: 'our overhead to that of go test -race' },
  overheadToBare: { atMost: 1.2, by: 'median', unit: 'times', what: 'to that of go test -race without its sleep and any isolation' },
  freshToOurs: { atLeast: 3.5, by: 'median', unit: 'times', what: 'one fresh container a job, with go test -race -json, to ours' },
  firstEventMs: { atMost: 100, by: 'median', unit: 'ms', what: 'click to "compiling" on the page' },
  outputLagMs: { atMost: 60, by: 'median', unit: 'ms', what: "a program's write to the page" },
  sameFilesMs: { atMost: 200, by: 'median', unit: 'ms', what: 'overhead of the same files again' },
  gradingsPerSecond: { atLeast: 2.5, by: 'whole', unit: '/s', what: 'gradings, all cores busy' },
  throughputToBareCpu: { atLeast: 0.6, by: 'whole', unit: 'of bare', what: 'processor time that bare compile, link and run need' },
  burstP95ToIdeal: { atMost: 1.2, by: 'whole', unit: 'times', what: '50 press Run within a second: p95 to the ideal' },
  cancelMs: { atMost: 1_000, by: 'p95', unit: 'ms', what: 'click on Cancel to the page saying so' },
  floodKillMs: { atMost: 300, by: 'p95', unit: 'ms', what: 'the cap being reached to the end of the program' },
} as const satisfies Record<string, Bar>;

export type BarName = keyof typeof BARS;

/** One program's part of a figure. */
export interface Part {
  readonly value: number;
  readonly ok: boolean;
  /** What the value was made from, in milliseconds unless its name says otherwise. */
  readonly times: Readonly<Record<string, Spread | number>>;
}

/** `value` is the worst of its programs; null where this machine cannot measure it, and `why` says so. */
export type Figure = Bar & {
  readonly value: number | null;
  readonly ok: boolean;
  readonly why?: string;
  readonly programs: Readonly<Record<string, Part>>;
};

export function part(name: BarName, measured: Spread | number, times: Part['times']): Part {
  const bar: Bar = BARS[name];
  const value = typeof measured === 'number' ? measured : measured[bar.by === 'p95' ? 'p95' : 'median'];
  return { value, ok: isMet(bar, value), times };
}

function isMet({ atMost = Infinity, atLeast = -Infinity }: Bar, value: number): boolean {
  return value <= atMost && value >= atLeast;
}

export function figure(name: BarName, programs: Readonly<Record<string, Part | undefined>>, why?: string): Figure {
  const bar: Bar = BARS[name];
  const found = Object.fromEntries(Object.entries(programs).filter((entry): entry is [string, Part] => entry[1] !== undefined));
  const values = Object.values(found).map(({ value }) => value);
  if (values.length === 0) return { ...bar, value: null, ok: false, ...(why !== undefined && { why }), programs: {} };
  const value = bar.atLeast === undefined ? Math.max(...values) : Math.min(...values);
  return { ...bar, value, ok: isMet(bar, value), programs: found };
}
