import { findBrowser } from './browser.js';
import { find } from './command.js';
import { engineState, hasImage } from './engine.js';
import { lookAtMachine } from './machine.js';
import { hasPackages } from './npm-packages.js';
import { targetTag } from './sandbox-image.js';

/** @typedef {import('./sandbox-image.js').Target} Target */

export const findRedis = () => find('redis-server') ?? find('valkey-server');

/**
 * Which of the sandbox's images are not there yet.
 * @param {string} engine
 * @param {string} image
 * @param {readonly Target[]} targets
 */
export async function unbuilt(engine, image, targets) {
  const has = await Promise.all(targets.map((target) => hasImage(engine, targetTag(image, target))));
  return targets.filter((_, index) => !has[index]);
}

/**
 * What this machine has. Asked on every start, so nothing here may take long.
 * @param {{ engine: string, image: string, targets: readonly Target[], browser: boolean, env: NodeJS.ProcessEnv }} about
 * @returns {Promise<import('./plan.js').Found>}
 */
export async function look({ engine, image, targets, browser, env }) {
  const state = await engineState(engine);
  return {
    machine: lookAtMachine(),
    packages: hasPackages(),
    redis: Boolean(env.REDIS_URL) || findRedis() !== undefined,
    engine: state,
    engineGiven: Boolean(env.DOCKER_HOST),
    dockerd: find('dockerd') !== undefined,
    dockerCommand: find('docker') !== undefined,
    image: state === 'answers' && (await unbuilt(engine, image, targets)).length === 0,
    browser: !browser || findBrowser(env) !== undefined,
  };
}
