import { now } from './clock.js';

/**
 * Says what is being done and, when it is done, how long it took. Steps may overlap, so each line stands for itself.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @param {(result: T) => string} [told] what is said of the result
 * @returns {Promise<T>}
 */
export async function step(name, work, told = () => '') {
  const start = now();
  const say = (/** @type {string} */ mark, /** @type {string} */ end) => process.stdout.write(`${mark} ${name}${end}\n`);
  const seconds = () => `${((now() - start) / 1_000).toFixed(1)} s`;
  say('·', ' …');
  try {
    const result = await work();
    say('✓', ` (${[told(result), seconds()].filter(Boolean).join(', ')})`);
    return result;
  } catch (reason) {
    say('✗', ` failed after ${seconds()}`);
    throw reason;
  }
}

/** Something a person has to do or has done wrong: told in its own words, without a stack. */
export class Stop extends Error {}

/**
 * Runs a command of ours and turns what it throws into words and an exit code.
 * @param {() => Promise<number>} work
 */
export async function main(work) {
  try {
    process.exitCode = await work();
  } catch (reason) {
    process.stderr.write(
      `\n${reason instanceof Stop ? reason.message : reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}\n`,
    );
    process.exitCode = 1;
  }
}
