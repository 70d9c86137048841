import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds of a clock that never runs backwards. */
export const now = () => performance.now();

/**
 * @param {number} ms
 * @param {AbortSignal} [signal] ends the sleep early, without an error
 */
export async function sleep(ms, signal) {
  await wait(ms, undefined, signal ? { signal } : {}).catch((/** @type {unknown} */ reason) => {
    if (!signal?.aborted) throw reason;
  });
}

/**
 * Asks until the answer is yes.
 * @param {() => Promise<boolean>} question
 * @param {{ withinMs: number, everyMs?: number, signal?: AbortSignal }} limits
 * @returns {Promise<boolean>} false when the time is up or the signal came
 */
export async function until(question, { withinMs, everyMs = 50, signal }) {
  const end = now() + withinMs;
  while (!signal?.aborted) {
    if (await question()) return true;
    if (now() >= end) return false;
    await sleep(everyMs, signal);
  }
  return false;
}
