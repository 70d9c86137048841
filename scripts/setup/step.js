import { now } from './clock.js';

/**
 * Says what is being done and, when it is done, how long it took. What a step answers with is said behind its name.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @param {(result: T) => string} [told]
 * @returns {Promise<T>}
 */
export async function step(name, work, told = () => '') {
  process.stdout.write(`  ${name} … `);
  const start = now();
  const seconds = () => `${((now() - start) / 1_000).toFixed(1)} s`;
  try {
    const result = await work();
    process.stdout.write(`${[told(result), seconds()].filter(Boolean).join(', ')}\n`);
    return result;
  } catch (reason) {
    process.stdout.write(`failed after ${seconds()}\n`);
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
