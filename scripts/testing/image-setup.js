import { sandboxImageTag } from '../setup/sandbox-image.js';

/** `npm test` builds the image and names it; run without that, the tests look for the one that it would have built. */
export function setup() {
  process.env.SANDBOX_IMAGE ??= sandboxImageTag(process.env);
}
