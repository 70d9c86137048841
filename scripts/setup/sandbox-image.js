import { join } from 'node:path';
import { BASE_RECIPE } from './base-recipe.js';
import { mustRun, run } from './command.js';
import { filesBelow, hashOf } from './hash.js';
import { ROOT } from './paths.js';

const FOLDER = 'sandbox/image';
/** What no program in the image is made from. */
const isBeside = (/** @type {string} */ path) => /(?:^|\/)README[.]md$|_test[.]go$/.test(path);

/**
 * The name that the sandbox's image has when it is made from what lies here now. Which of the possible bases it was
 * built on does not show in the name, or a machine without a registry could never know its own.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [root]
 */
export function sandboxImageTag(env, root = ROOT) {
  const paths = filesBelow(join(root, FOLDER), (path) => !isBeside(path)).map((path) => `${FOLDER}/${path}`);
  return `twohours-sandbox:${hashOf(root, paths, [JSON.stringify(BASE_RECIPE), env.SANDBOX_BASE ?? '', process.arch]).slice(0, 12)}`;
}

/**
 * Targets of its Dockerfile. `go` holds the whole toolchain, for tests and benchmarks only.
 * @typedef {'compile' | 'run' | 'go'} Target
 */

/**
 * @param {string} tag
 * @param {Target} target
 */
export const targetTag = (tag, target) => (target === 'compile' ? tag : `${tag}-${target}`);

/**
 * @param {string} tag
 * @param {string} base
 * @param {Target} target
 */
export async function buildSandboxImage(tag, base, target) {
  // Without buildx the engine's own builder is the only one, and has to be asked for.
  const hasBuildx = (await run('docker', ['buildx', 'version'], { timeoutMs: 10_000 })).code === 0;
  const env = hasBuildx ? process.env : { ...process.env, DOCKER_BUILDKIT: '0' };
  // A build that fails would leave its container there.
  const legacy = hasBuildx ? [] : ['--force-rm'];
  const args = ['build', ...legacy, '--build-arg', `BASE=${base}`, '--target', target, '--tag', targetTag(tag, target), FOLDER];
  await mustRun('docker', args, { cwd: ROOT, env, timeoutMs: 1_200_000 });
}
