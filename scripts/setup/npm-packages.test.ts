import { expect, test } from 'vitest';
import { isNewEnough } from './npm-packages.js';

test('[S7] takes a Node that runs TypeScript as it is, and no older one', () => {
  expect(['22.18.0', '22.19.3', '24.0.0'].map(isNewEnough)).toEqual([true, true, true]);
  expect(['22.17.9', '20.20.2', '18.0.0'].map(isNewEnough)).toEqual([false, false, false]);
});
