import { join } from 'node:path';
import { filesBelow, hashOf } from './hash.js';
import { BASE_RECIPE } from './base-recipe.js';
import { ROOT } from './paths.js';

const FOLDER = 'sandbox/image';

/**
 * The name that the sandbox's image has when it is made from what lies here now. Which of the possible bases it was
 * built on does not show in the name, or a machine without a registry could never know its own.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [root]
 */
export function sandboxImageTag(env, root = ROOT) {
  const paths = filesBelow(join(root, FOLDER)).map((path) => `${FOLDER}/${path}`);
  return `twohours-sandbox:${hashOf(root, paths, [JSON.stringify(BASE_RECIPE), env.SANDBOX_BASE ?? '', process.arch]).slice(0, 12)}`;
}
