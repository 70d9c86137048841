/** Monaco and what shows a moment in it: the largest part of the page, asked for as soon as it is clear that it will be needed. */
export const loadReplayCode = async () => import('./ReplayCode.tsx');
