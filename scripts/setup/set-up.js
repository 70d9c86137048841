import { aptInstall } from './apt.js';
import { ask, goesAhead } from './ask.js';
import { baseImage } from './base-image.js';
import { findBrowser } from './browser.js';
import { buildClient, isClientBuilt } from './client-build.js';
import { find } from './command.js';
import { startEngine } from './docker.js';
import { engineAddress, engineState, hasImage } from './engine.js';
import { lookAtMachine } from './machine.js';
import { hasPackages, installPackages, linkNode } from './npm-packages.js';
import { plan } from './plan.js';
import { buildSandboxImage, sandboxImageTag, targetTag } from './sandbox-image.js';
import { step, Stop } from './step.js';

/**
 * @typedef {import('./sandbox-image.js').Target} Target
 *
 * @typedef {object} Ready
 * @property {string} image the sandbox's
 * @property {string} engine its address
 * @property {import('./plan.js').Missing[]} missing what could not be had, and why
 */

export const findRedis = () => find('redis-server') ?? find('valkey-server');

/**
 * Brings what the machine lacks, having said so. What cannot be brought is left to the caller to weigh.
 * @param {{ args: readonly string[], browser: boolean, client: boolean, images: readonly Target[] }} wants
 * @returns {Promise<Ready>}
 */
export async function setUp(wants) {
  const env = process.env;
  const machine = lookAtMachine();
  const [engine, image] = [engineAddress(env), sandboxImageTag(env)];
  const state = await engineState(engine);
  const unbuilt = async () => {
    const has = await Promise.all(wants.images.map((target) => hasImage(engine, targetTag(image, target))));
    return wants.images.filter((_, index) => !has[index]);
  };
  const hasBuilt = state === 'answers' && (await unbuilt()).length === 0;
  const { apt, startsEngine, says, missing } = plan({
    machine,
    packages: hasPackages(),
    redis: Boolean(env.REDIS_URL) || findRedis() !== undefined,
    engine: state,
    engineGiven: Boolean(env.DOCKER_HOST),
    dockerd: find('dockerd') !== undefined,
    dockerCommand: find('docker') !== undefined,
    image: hasBuilt,
    browser: !wants.browser || findBrowser(env) !== undefined,
  });

  if (says.length > 0) {
    console.log(`This will be installed:\n${says.map((line) => `  - ${line}`).join('\n')}`);
    const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
    if (!goesAhead(wants.args, env, isTerminal) && !(await ask('Go ahead?'))) throw new Stop('Nothing was installed.');
  }

  if (!hasPackages()) await step('npm packages', installPackages);
  linkNode();
  if (apt.length > 0) await step(apt.join(', '), () => aptInstall(apt));
  if (startsEngine) {
    const complaint = await step(
      'Docker engine',
      () => startEngine(machine, engine),
      (sentence) => (sentence ? 'not started' : ''),
    );
    if (complaint) missing.push({ what: 'docker', how: complaint });
  }
  if (!hasBuilt && missing.every(({ what }) => what !== 'docker') && (await engineState(engine)) === 'answers') {
    const complaint = await imageComplaint(machine, engine, image, await unbuilt());
    if (complaint) missing.push({ what: 'docker', how: complaint });
  }
  if (wants.client && !isClientBuilt()) await step('client', buildClient);
  return { image, engine, missing };
}

/**
 * @param {import('./machine.js').Machine} machine
 * @param {string} engine
 * @param {string} image
 * @param {readonly Target[]} targets none, where an engine that was started a moment ago had them from before
 * @returns {Promise<string | undefined>}
 */
async function imageComplaint(machine, engine, image, targets) {
  if (targets.length === 0) return undefined;
  try {
    const base = await step(
      'base image with Go',
      () => baseImage(machine, engine, process.env),
      (name) => name,
    );
    for (const target of targets) await step(`sandbox image ${targetTag(image, target)}`, () => buildSandboxImage(image, base, target));
    return undefined;
  } catch (reason) {
    return reason instanceof Error ? reason.message : String(reason);
  }
}
