export interface Spread {
  readonly n: number;
  readonly median: number;
  readonly p95: number;
  readonly min: number;
  readonly max: number;
  readonly values: readonly number[];
}

/** Nearest rank: every figure is one that was measured. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Of times in milliseconds one decimal is kept, of ratios three. */
export function spread(measured: readonly number[], decimals = 1): Spread {
  const values = measured.map((value) => rounded(value, decimals));
  const sorted = values.toSorted((a, b) => a - b);
  return {
    n: values.length,
    median: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    min: sorted[0] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
    values,
  };
}

/** Within each round, so that what slowed a round down slowed both. */
export function ratios(over: readonly number[], under: readonly number[]): Spread {
  return spread(
    over.map((value, round) => value / (under[round] ?? Number.NaN)),
    3,
  );
}

export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
