import { aptInstall } from './apt.js';
import { ask, goesAhead } from './ask.js';
import { baseImage } from './base-image.js';
import { buildClient, isClientBuilt } from './client-build.js';
import { startEngine } from './docker.js';
import { engineAddress } from './engine.js';
import { look, unbuilt } from './look.js';
import { hasPackages, installPackages, linkNode } from './npm-packages.js';
import { plan } from './plan.js';
import { buildSandboxImage, sandboxImageTag, targetTag } from './sandbox-image.js';
import { step, Stop } from './step.js';

/**
 * @typedef {import('./machine.js').Machine} Machine
 * @typedef {import('./plan.js').Missing} Missing
 *
 * @typedef {object} Wants
 * @property {readonly string[]} args of the command
 * @property {boolean} browser
 * @property {boolean} client
 * @property {readonly import('./sandbox-image.js').Target[]} targets of the sandbox's image
 *
 * @typedef {object} Ready
 * @property {string} image the sandbox's
 * @property {string} engine its address
 * @property {Missing[]} missing what could not be had, and why
 */

/**
 * Brings what the machine lacks, having said so. What cannot be brought is left to the caller to weigh.
 * @param {Wants} wants
 * @returns {Promise<Ready>}
 */
export async function setUp(wants) {
  const env = process.env;
  const about = { engine: engineAddress(env), image: sandboxImageTag(env), targets: wants.targets, browser: wants.browser, env };
  const found = await look(about);
  const planned = plan(found);
  if (planned.says.length > 0) await agree(planned.says, wants.args);

  const missing = [...planned.missing];
  const lookAgain = async () => plan({ ...(await look(about)), machine: { ...found.machine, canInstall: false } }).missing;
  const programs = async () => {
    if (planned.apt.length > 0 && !(await hasInstalled(planned.apt))) missing.push(...(await lookAgain()));
    const complaint = found.image || lacksDocker(missing) ? undefined : await bringDocker(found.machine, about, planned.startsEngine);
    if (complaint) missing.push({ what: 'docker', how: complaint });
  };
  const packages = async () => {
    if (!hasPackages()) await step('npm packages', installPackages);
    linkNode();
    if (wants.client && !isClientBuilt()) await step('client', buildClient);
  };
  // The second waits for the registry mostly, the first for the mirror and, later, for the cores.
  const ended = await Promise.allSettled([programs(), packages()]);
  for (const result of ended) if (result.status === 'rejected') throw result.reason;
  return { image: about.image, engine: about.engine, missing };
}

/** @param {readonly Missing[]} missing */
const lacksDocker = (missing) => missing.some(({ what }) => what === 'docker');

/**
 * @param {readonly string[]} says
 * @param {readonly string[]} args
 */
async function agree(says, args) {
  console.log(`This will be installed:\n${says.map((line) => `  - ${line}`).join('\n')}`);
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  if (!goesAhead(args, process.env, isTerminal) && !(await ask('Go ahead?'))) throw new Stop('Nothing was installed.');
}

/**
 * A machine that apt cannot give everything to may still have enough.
 * @param {readonly string[]} packages
 */
async function hasInstalled(packages) {
  try {
    await step(packages.join(', '), () => aptInstall(packages));
    return true;
  } catch (reason) {
    console.log(reason instanceof Error ? reason.message : String(reason));
    return false;
  }
}

/**
 * @param {Machine} machine
 * @param {Parameters<typeof look>[0]} about
 * @param {boolean} starts
 * @returns {Promise<string | undefined>} what went wrong
 */
async function bringDocker(machine, { engine, image, targets }, starts) {
  if (starts) {
    const told = (/** @type {string | undefined} */ complaint) => (complaint ? 'not started' : '');
    const complaint = await step('Docker engine', () => startEngine(machine, engine), told);
    if (complaint) return complaint;
  }
  const wanted = await unbuilt(engine, image, targets);
  if (wanted.length === 0) return undefined;
  try {
    const base = await step('base image with Go', () => baseImage(machine, engine, process.env), String);
    for (const target of wanted) await step(`sandbox image ${targetTag(image, target)}`, () => buildSandboxImage(image, base, target));
    return undefined;
  } catch (reason) {
    return reason instanceof Error ? reason.message : String(reason);
  }
}
