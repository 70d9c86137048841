/** Tests under the titles of their groups, in the order in which they were told. */
export function byGroupTitle<T extends { readonly group: string }>(tests: readonly T[]): { group: string; tests: T[] }[] {
  const groups = new Map<string, T[]>();
  for (const test of tests) groups.set(test.group, [...(groups.get(test.group) ?? []), test]);
  return [...groups].map(([group, own]) => ({ group, tests: own }));
}
