import { now } from '../setup/clock.js';

/** npm passes a signal on that the terminal has sent to us as well: within this time, two are one. */
const ECHO_MS = 500;

/**
 * @returns {{ stop: Promise<NodeJS.Signals>, onSecond: (act: () => void) => void }} the first signal, and what to do
 * when somebody insists
 */
export function listenForSignals() {
  let firstAt = 0;
  /** @type {() => void} */
  let insist = () => undefined;
  const stop = new Promise((/** @type {(signal: NodeJS.Signals) => void} */ resolve) => {
    const hear = (/** @type {NodeJS.Signals} */ signal) => {
      if (firstAt === 0) {
        firstAt = now();
        resolve(signal);
      } else if (now() - firstAt > ECHO_MS) insist();
    };
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, hear);
  });
  return {
    stop,
    onSecond: (act) => {
      insist = act;
    },
  };
}
