import { expect, test } from 'vitest';
import { violationsOfFixture } from './boundaries.js';

test('[S22] reports an import that the picture of the packages forbids', async () => {
  // One is imported as usual, one where `using` declares what it brings.
  expect(await violationsOfFixture()).toEqual(['server-knows-no-other-part', 'server-knows-no-other-part']);
}, 60_000);
