/** For links that stand for one choice among several in the same address: only the one that is chosen is current. */
export const EXACT = { exact: true, includeSearch: true } as const;
