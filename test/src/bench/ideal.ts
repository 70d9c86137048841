/**
 * How long each would have waited had the sandbox done one after the other, in the order in which they came, at the speed
 * that it was measured to have: work divided by throughput. `pressedAt` in milliseconds, in order.
 */
export function idealLatencies(pressedAt: readonly number[], perSecond: number): number[] {
  const each = 1_000 / perSecond;
  let doneAt = -Infinity;
  return pressedAt.map((at) => {
    doneAt = Math.max(doneAt, at) + each;
    return doneAt - at;
  });
}

/** How many that came later were done before: the most that anyone was overtaken by. */
export function overtakenMost(runs: readonly { readonly pressedAt: number; readonly endedAt: number }[]): number {
  const overtaken = runs.map((run) => runs.filter((other) => other.pressedAt > run.pressedAt && other.endedAt < run.endedAt).length);
  return Math.max(0, ...overtaken);
}
