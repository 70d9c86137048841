/** Share of the weight that passed, in whole percent: never 100 while something failed, never 0 while something passed. */
export function percentText({ passedWeight, totalWeight }: { passedWeight: number; totalWeight: number }): string {
  if (totalWeight <= 0) return '–';
  const percent = Math.round((100 * passedWeight) / totalWeight);
  if (percent === 100 && passedWeight < totalWeight) return '99 %';
  if (percent === 0 && passedWeight > 0) return '1 %';
  return `${percent} %`;
}
