/** The chips above the list, in their order. No chip is the same as all of them. */
export const LIST_FILTERS = ['waiting', 'active', 'finished', 'gone'] as const;
export type ListFilter = (typeof LIST_FILTERS)[number];
